import type { CheckOutcome } from '../model/outcome.ts';
import { isAtOrBelow } from '../model/resource-id.ts';
import type { Waiver, WaiverUse, waiverStates } from '../model/waiver.ts';
import { hasEnded } from './waiver-rules.ts';
import { waiverUse } from './waiver-use.ts';

export interface WaivedOutcomes {
  readonly outcomes: readonly CheckOutcome[];
  readonly uses: readonly WaiverUse[];
}

export interface WaiverContext {
  /** Of the cluster; undefined for findings that belong to none. */
  readonly clusterId: string | undefined;
  readonly asOf: Date;
  /** Codes whose blocker is one until somebody has looked: for them a waiver is how it is said that somebody did. */
  readonly reviewable: ReadonlySet<string>;
}

/**
 * Puts waivers on the outcomes they hold for. Nothing else of an outcome changes, so what is accepted stays in sight. A waiver in a
 * tag is always among the uses; one of a file only where its check fails here.
 */
export function applyWaivers(
  outcomes: readonly CheckOutcome[],
  waivers: readonly Waiver[],
  context: WaiverContext,
): WaivedOutcomes {
  const uses: WaiverUse[] = [];
  const waived = outcomes.map((outcome) => {
    let result = outcome;
    for (const waiver of waivers.filter(({ code }) => code === outcome.code)) {
      const verdict = judge(waiver, outcome, context);
      if (verdict === undefined) continue;
      uses.push(waiverUse(waiver, ...verdict));
      const { owner, reason, until } = waiver;
      if (verdict[0] === 'applied') result = { ...result, waiver: { owner, reason, expires: until } };
    }
    return result;
  });
  return { outcomes: waived, uses };
}

type Judged = readonly [state: (typeof waiverStates)[number], detail: string];

function judge(waiver: Waiver, outcome: CheckOutcome, context: WaiverContext): Judged | undefined {
  const { clusterId, asOf, reviewable } = context;
  const failing = outcome.findings.filter(({ status }) => status === 'fail');
  const covered = failing.filter(({ resourceId }) => isAtOrBelow(resourceId, waiver.scope)).length;
  const isWhole = clusterId !== undefined && isAtOrBelow(clusterId, waiver.scope);
  if (outcome.status !== 'fail') {
    if (waiver.from === 'file') return undefined;
    return ['unmatched', `${waiver.code} does not fail (${outcome.status}): there is nothing to accept.`];
  }
  if (!isWhole && covered === 0) return undefined;
  if (hasEnded(waiver.until, asOf)) return ['expired', `It ended on ${waiver.until}: ${waiver.code} counts again.`];
  if (outcome.severity === 'blocker' && !reviewable.has(outcome.code)) {
    return ['refused', `${waiver.code} is a blocker: what the platform refuses, nobody can accept.`];
  }
  if (isWhole || covered === failing.length) return ['applied', outcome.title];
  return ['partly', `It covers ${covered} of ${failing.length} findings, so the check stays open.`];
}
