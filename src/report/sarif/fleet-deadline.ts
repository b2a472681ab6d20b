import type { CheckOutcome } from '../../model/outcome.ts';
import type { ClusterReport, ReportHead } from '../../model/report.ts';
import { failingFindings, fleetDeadlineCode } from '../../words/cluster-checks.ts';
import { deadlineSentence } from '../../words/sentences.ts';
import { counted } from '../../words/words.ts';
import { fingerprintsOf, outcomeResults, savedReport } from './results.ts';
import { sarifLevel } from './rules.ts';

/**
 * The deadline is every cluster's and is told once for the fleet, with the clusters in its properties; a single cluster has it as any
 * other result. What somebody accepted is not taken: it is suppressed cluster by cluster.
 */
export function createFleetDeadline(deadline: ReportHead['deadline']) {
  const clusterIds: string[] = [];
  let first: { readonly outcome: CheckOutcome; readonly cluster: ClusterReport } | undefined;
  return {
    takes(outcome: CheckOutcome, cluster: ClusterReport): boolean {
      if (outcome.code !== fleetDeadlineCode || outcome.status !== 'fail' || outcome.waiver !== null) return false;
      first ??= { outcome, cluster };
      clusterIds.push(cluster.id);
      return true;
    },
    *results(indexOf: (outcome: CheckOutcome) => number): Generator<object> {
      if (first === undefined) return;
      const { outcome, cluster } = first;
      if (clusterIds.length === 1) yield* outcomeResults(outcome, cluster, indexOf);
      else yield fleetResult(outcome, indexOf(outcome), { deadline, clusterIds });
    },
  };
}

interface Fleet {
  readonly deadline: ReportHead['deadline'];
  readonly clusterIds: readonly string[];
}

function fleetResult(outcome: CheckOutcome, ruleIndex: number, { deadline, clusterIds }: Fleet): object {
  const { code, severity, live, category } = outcome;
  return {
    ruleId: code,
    ruleIndex,
    kind: 'fail',
    level: sarifLevel(severity),
    message: { text: `${counted(clusterIds.length, 'cluster')} use kubenet: ${deadlineSentence(deadline)}.` },
    locations: [savedReport],
    partialFingerprints: fingerprintsOf([code, null, 'fleet']),
    properties: { severity, confidence: failingFindings(outcome)[0]?.confidence, live, category, clusterIds },
  };
}
