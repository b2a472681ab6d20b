import type { ClusterReport, Summary } from '../model/report.ts';
import { waiverKey } from '../model/waiver.ts';

/** Counts clusters one at a time, so that none need be kept. */
export interface SummaryTally {
  add(cluster: Pick<ClusterReport, 'verdict' | 'live' | 'waivers'>): void;
  /** `overlay` and `other`: how many clusters there are that do not use kubenet. */
  summary(others: { readonly overlay: number; readonly other: number }, forecast: Summary['forecast']): Summary;
  readonly kubenet: number;
  /** Keys of the waivers that some cluster speaks of. */
  readonly waivers: ReadonlySet<string>;
}

export function createSummaryTally(): SummaryTally {
  const verdicts = { ready: 0, needsWork: 0, blocked: 0, unverified: 0 };
  let kubenet = 0;
  let liveProblems = 0;
  const keys = new Set<string>();
  return {
    add({ verdict, live, waivers = [] }) {
      for (const waiver of waivers) keys.add(waiverKey(waiver));
      kubenet += 1;
      verdicts[verdict] += 1;
      if (live.length > 0) liveProblems += 1;
    },
    waivers: keys,
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
