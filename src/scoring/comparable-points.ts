import type { FleetPoint, Run, ScopeCounts, Summary } from '../model/report.ts';

/** What one audit counted, with the subscriptions that it counted whole. */
export interface FleetCount extends Pick<Summary, 'kubenet' | 'verdicts'> {
  /** ISO 8601 in UTC. */
  readonly asOf: string;
  readonly status: Run['status'];
  /** Undefined in audits of earlier versions. */
  readonly scopes?: ScopeCounts | undefined;
}

/**
 * The earlier audits that can be compared with `now`. Two complete ones are compared as they stand. Where one of them could not
 * read everything, the point is the count of `now`, changed by what differs in the subscriptions that both counted whole: what one
 * of them did not see is taken as it is today. Where these are none, there is no point.
 * @param of how many subscriptions `now` names
 */
export function comparablePoints(now: FleetCount, before: readonly FleetCount[], of: number): FleetPoint[] {
  return before.flatMap((then) => {
    // An audit that read nothing has no count: the line ends before it.
    const isWhole = then.status === 'complete' && now.status !== 'partial';
    if (isWhole) return [{ asOf: then.asOf, kubenet: then.kubenet, verdicts: then.verdicts }];
    const common = Object.keys(then.scopes ?? {}).filter((id) => now.scopes?.[id] !== undefined);
    return common.length === 0 ? [] : [pointOver(common, now, then, of)];
  });
}

function pointOver(common: readonly string[], now: FleetCount, then: FleetCount, of: number): FleetPoint {
  const count = (verdict: keyof FleetPoint['verdicts']) => {
    const change = common.reduce((sum, id) => sum + countIn(then, id, verdict) - countIn(now, id, verdict), 0);
    return now.verdicts[verdict] + change;
  };
  const verdicts = {
    ready: count('ready'),
    needsWork: count('needsWork'),
    blocked: count('blocked'),
    unverified: count('unverified'),
  };
  const kubenet = verdicts.ready + verdicts.needsWork + verdicts.blocked + verdicts.unverified;
  return { asOf: then.asOf, kubenet, verdicts, common: { scopes: common.length, of } };
}

function countIn({ scopes }: FleetCount, id: string, verdict: keyof FleetPoint['verdicts']): number {
  return scopes?.[id]?.[verdict] ?? 0;
}
