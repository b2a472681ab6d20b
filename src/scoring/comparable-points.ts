import type { FleetPoint, Run, ScopeCounts, Summary } from '../model/report.ts';
import { verdicts as verdictNames } from '../model/verdict.ts';

/** What one audit counted, with the subscriptions that it counted whole. */
export interface FleetCount extends Pick<Summary, 'kubenet' | 'verdicts'>, Pick<FleetPoint, 'invented'> {
  /** ISO 8601 in UTC. */
  readonly asOf: string;
  readonly status: Run['status'];
  /** Undefined in audits of earlier versions. */
  readonly scopes?: ScopeCounts | undefined;
}

/**
 * The earlier audits, in any order, that can be compared with `now`; the oldest comes first. Two complete ones are compared as they
 * stand. Where one of them could not read everything, the point is the count of `now`, changed by what differs in the subscriptions
 * that both counted whole. What an audit missed stands as the one before it counted it, else as it is today, so that the line never
 * moves by what was merely not read. Where they have no subscription in common, there is no point.
 * @param of how many subscriptions `now` names
 */
export function comparablePoints(now: FleetCount, before: readonly FleetCount[], of: number): FleetPoint[] {
  const known: ScopeCounts = {};
  return before
    .toSorted((a, b) => Date.parse(a.asOf) - Date.parse(b.asOf))
    .flatMap((then): FleetPoint[] => {
      Object.assign(known, then.scopes);
      const mark = then.invented === undefined ? {} : { invented: then.invented };
      // An audit that read nothing has no count: the line ends before it.
      const isWhole = then.status === 'complete' && now.status !== 'partial';
      if (isWhole) return [{ asOf: then.asOf, kubenet: then.kubenet, verdicts: then.verdicts, ...mark }];
      const common = Object.keys(then.scopes ?? {}).filter((id) => now.scopes?.[id] !== undefined);
      if (common.length === 0) return [];
      return [{ asOf: then.asOf, ...changedBy(now, known), common: { scopes: common.length, of }, ...mark }];
    });
}

function changedBy(now: FleetCount, then: ScopeCounts): Pick<FleetPoint, 'kubenet' | 'verdicts'> {
  const verdicts = { ...now.verdicts };
  for (const [id, counts] of Object.entries(now.scopes ?? {})) {
    for (const verdict of verdictNames) verdicts[verdict] += (then[id] ?? counts)[verdict] - counts[verdict];
  }
  return { kubenet: verdictNames.reduce((sum, verdict) => sum + verdicts[verdict], 0), verdicts };
}
