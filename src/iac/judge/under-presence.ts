import type { IacFinding } from './finding.ts';
import type { Presence } from './presence.ts';

/** What is said of something that does not surely stand: it makes no cluster for certain. */
export function underPresence(findings: readonly IacFinding[], presence: Presence): IacFinding[] {
  if (presence === 'stands') return [...findings];
  const more = presence === 'off' ? 'It is switched off as the code stands.' : 'It stands under a condition.';
  return findings.map((each) =>
    each.verdict === 'creates-kubenet' ? { ...each, verdict: 'may-create-kubenet', why: `${each.why} ${more}` } : each,
  );
}
