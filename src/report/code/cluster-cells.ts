import type { ClusterCode } from '../../model/iac-report.ts';
import type { IacVerdict } from '../../model/iac-verdict.ts';
import type { ClusterReport, ReportHead } from '../../model/report.ts';
import { placeText } from './words.ts';

/** Where a cluster is written, for a table's cells. */
export interface ClusterCodeCells {
  /** Every `file:line`, separated by commas; null where no code was found. */
  readonly writtenAt: string | null;
  /** What `iac` says of those lines, each verdict once; empty where no code was found. */
  readonly verdicts: readonly IacVerdict[];
  readonly state: ClusterCode['state'];
  readonly certainty: ClusterCode['certainty'];
}

/** By cluster; undefined in an audit that was given no code. */
export type ClusterCodeOf = (cluster: ClusterReport) => ClusterCodeCells | undefined;

export function clusterCodeCells({ code }: ReportHead): ClusterCodeOf {
  const byPlace = Map.groupBy(code?.findings ?? [], placeText);
  return ({ code: own }) => {
    if (own === undefined) return undefined;
    const places = own.writtenAt.map(placeText);
    const verdicts = places.flatMap((place) => (byPlace.get(place) ?? []).map(({ verdict }) => verdict));
    return {
      writtenAt: places.join(', ') || null,
      verdicts: [...new Set(verdicts)],
      state: own.state,
      certainty: own.certainty,
    };
  };
}
