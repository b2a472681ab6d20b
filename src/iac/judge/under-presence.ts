import type { IacFinding } from './finding.ts';
import type { Presence } from './presence.ts';

/** What is said of something that does not surely stand: it makes no cluster for certain, and none at all where it never runs. */
export function underPresence(findings: readonly IacFinding[], presence: Presence): IacFinding[] {
  if (presence === 'stands') return [...findings];
  if (presence === 'never') return findings.map(switchedOff);
  const more = presence === 'off' ? 'It is switched off as the code stands.' : 'It stands under a condition.';
  return findings.map((each) =>
    each.verdict === 'creates-kubenet' ? { ...each, verdict: 'may-create-kubenet', why: `${each.why} ${more}` } : each,
  );
}

const saysNothingOfRunning: ReadonlySet<IacFinding['verdict']> = new Set([
  'not-aks',
  'allows-kubenet',
  'other-network',
]);

function switchedOff(finding: IacFinding): IacFinding {
  if (saysNothingOfRunning.has(finding.verdict)) return finding;
  const why = `This never runs, since its condition is written as false. If it ran: ${finding.why}`;
  return { ...finding, verdict: 'mention-only', why, instead: '', cluster: undefined };
}
