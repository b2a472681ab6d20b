import type { CheckOutcome } from '../model/outcome.ts';
import { endedByMigration } from './preparation.ts';
import type { ExpectedDuration, GoCondition, RunbookSection } from './runbook.ts';
import type { Subject } from './subject.ts';

/** What has to be true before the window opens, as the report of one audit tells it. */
export function goConditions(
  { report, move }: Subject,
  duration: ExpectedDuration,
  sections: readonly RunbookSection[],
): readonly GoCondition[] {
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
    ...failing.map((outcome) => failingCondition(outcome, sections)),
    ...[...Map.groupBy(open, ({ reason }) => reason)].map(([reason, outcomes]) => openCondition(reason, outcomes)),
    ...codeConditions(report.code),
    ask(
      `The window holds ${duration.highMinutes} minutes${duration.passes > 1 ? `, ${duration.passes} times` : ''}, and nobody else changes the cluster or its network in it.`,
    ),
    ask('The owner of the workloads knows that every node is replaced, and that there is no way back.'),
    ask('A second cluster can take the traffic, or its owner has decided to go without.'),
  ];
}

/** What the code would do to the cluster, where the audit was given code. */
function codeConditions(code: Subject['report']['code']): GoCondition[] {
  if (code === undefined) return [];
  const isRisk = code.certainty === 'certain' && (code.state === 'destroys' || code.state === 'undoes');
  if (isRisk) return [{ state: 'noGo', text: `Its code is in the way. ${code.says}`, code: null }];
  return code.state === 'notFound'
    ? [{ state: 'ask', text: `Its code is known to nobody? ${code.says}`, code: null }]
    : [];
}

/** What a step inside the window or after it mends is no reason to stay; what has to be mended before it is. */
function failingCondition({ code, title }: CheckOutcome, sections: readonly RunbookSection[]): GoCondition {
  const isWidened = sections.some(({ steps }) => steps.some(({ id }) => id === 'widen'));
  if (code === 'HEAD-005' && isWidened) {
    return { state: 'go', text: `${title}: the clean-up widens the pod CIDR.`, code };
  }
  if (code === 'MIG-014') {
    const text = `${title}: IPv6 between pods fails until the last node is done. Is that announced?`;
    return { state: 'ask', text, code };
  }
  if (code === 'PLAT-001') {
    const text = `${title}: AKS migrates it from 1.27 on all the same, but helps nobody whom it goes wrong for. Is it upgraded first, one minor at a time, or has its owner decided to go without?`;
    return { state: 'ask', text, code };
  }
  if (endedByMigration.has(code)) return { state: 'go', text: `${title}: the migration itself ends that.`, code };
  const inWindow = sections.find(
    ({ name, steps }) => (name === 'window' || name === 'update') && steps.some((each) => each.code === code),
  );
  if (inWindow !== undefined) return { state: 'go', text: `${title}: the steps in the window deal with it.`, code };
  return { state: 'noGo', text: `${title}: to be mended before.`, code };
}

/** Checks that lack the same thing, in one line. */
function openCondition(reason: string, outcomes: readonly CheckOutcome[]): GoCondition {
  const [only, ...others] = outcomes;
  const text = `${outcomes.map(({ title }) => `${title}?`).join(' ')} ${reason}`;
  return { state: 'ask', text, code: others.length === 0 ? (only?.code ?? null) : null };
}

function isWell({ powerState, provisioningState }: Subject['move']): boolean {
  return powerState?.toLowerCase() === 'running' && provisioningState?.toLowerCase() === 'succeeded';
}
