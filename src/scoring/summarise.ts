import type { ClusterReport, ScopeCounts, Summary } from '../model/report.ts';
import { waiverKey } from '../model/waiver.ts';

/** Counts clusters one at a time, so that none need be kept. */
export interface SummaryTally {
  add(cluster: Pick<ClusterReport, 'subscriptionId' | 'verdict' | 'live' | 'waivers'>): void;
  /** `overlay` and `other`: how many clusters there are that do not use kubenet. */
  summary(others: { readonly overlay: number; readonly other: number }, forecast: Summary['forecast']): Summary;
  readonly kubenet: number;
  readonly verdicts: Summary['verdicts'];
  /** Of every subscription with a kubenet cluster. */
  readonly bySubscription: Readonly<ScopeCounts>;
  /** Keys of the waivers that some cluster speaks of. */
  readonly waivers: ReadonlySet<string>;
}

export function createSummaryTally(): SummaryTally {
  const verdicts = noClusters();
  const bySubscription: ScopeCounts = {};
  let kubenet = 0;
  let liveProblems = 0;
  const keys = new Set<string>();
  return {
    add({ subscriptionId, verdict, live, waivers = [] }) {
      for (const waiver of waivers) keys.add(waiverKey(waiver));
      kubenet += 1;
      verdicts[verdict] += 1;
      const id = subscriptionId.toLowerCase();
      const counts = bySubscription[id] ?? noClusters();
      counts[verdict] += 1;
      bySubscription[id] = counts;
      if (live.length > 0) liveProblems += 1;
    },
    waivers: keys,
    bySubscription,
    verdicts,
    get kubenet() {
      return kubenet;
    },
    summary: ({ overlay, other }, forecast) => ({
      clusters: kubenet + overlay + other,
      kubenet,
      overlay,
      other,
      liveProblems,
      verdicts: { ...verdicts },
      forecast,
    }),
  };
}

export function noClusters(): ScopeCounts[string] {
  return { ready: 0, needsWork: 0, blocked: 0, unverified: 0 };
}
