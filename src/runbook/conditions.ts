import type { ExpectedDuration, GoCondition } from './runbook.ts';
import type { Subject } from './subject.ts';

/** What has to be true before the window opens, as the report of one audit tells it. */
export function goConditions({ report, move }: Subject, duration: ExpectedDuration): readonly GoCondition[] {
  const counted = report.checks.filter(({ category, waiver }) => category !== 'deadline' && waiver === null);
  const isWeighty = (severity: string) => severity === 'blocker' || severity === 'high';
  const failing = counted.filter(({ status, severity }) => status === 'fail' && isWeighty(severity));
  const open = counted.filter(
    ({ status, severity }) =>
      (status === 'unknown' || status === 'error' || status === 'notRun') && isWeighty(severity),
  );
  const ask = (text: string): GoCondition => ({ state: 'ask', text, code: null });
  return [
    {
      ...{ state: isWell(move) ? ('go' as const) : ('noGo' as const), code: null },
      text: `The cluster runs and is in order: ${move.powerState ?? 'power state not known'}, ${move.provisioningState ?? 'state not known'}.`,
    },
    ...failing.map(({ code, title }): GoCondition => ({ state: 'noGo', text: title, code })),
    ...open.map(({ code, title, reason }): GoCondition => ({ state: 'ask', text: `${title}? ${reason}`, code })),
    ask(
      `The window holds ${duration.highMinutes} minutes${duration.passes > 1 ? `, ${duration.passes} times` : ''}, and nobody else changes the cluster or its network in it.`,
    ),
    ask('The owner of the workloads knows that every node is replaced, and that there is no way back.'),
    ask('A second cluster can take the traffic, or its owner has decided to go without.'),
  ];
}

function isWell({ powerState, provisioningState }: Subject['move']): boolean {
  return powerState?.toLowerCase() === 'running' && provisioningState?.toLowerCase() === 'succeeded';
}
