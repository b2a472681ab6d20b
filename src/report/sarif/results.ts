import { createHash } from 'node:crypto';
import type { Finding } from '../../model/finding.ts';
import type { CheckOutcome } from '../../model/outcome.ts';
import type { ClusterReport } from '../../model/report.ts';
import { resourceKey, resourceNameOf } from '../../model/resource-id.ts';
import { failingFindings } from '../cluster-checks.ts';
import { sarifLevel } from './rules.ts';

/** A result for each failing finding; those somebody accepted are suppressed, not left out. */
export function* outcomeResults(
  outcome: CheckOutcome,
  cluster: ClusterReport | undefined,
  indexOf: (outcome: CheckOutcome) => number,
): Generator<object> {
  if (outcome.status !== 'fail') return;
  const ruleIndex = indexOf(outcome);
  for (const finding of failingFindings(outcome)) {
    yield {
      ruleId: outcome.code,
      ruleIndex,
      kind: 'fail',
      level: sarifLevel(finding.severity),
      message: { text: finding.message },
      locations: [logicalLocation(finding.resourceId)],
      partialFingerprints: { 'codeAndResources/v1': fingerprint(outcome, finding, cluster) },
      ...suppressions(outcome),
      properties: {
        ...clusterProperties(cluster),
        severity: finding.severity,
        confidence: finding.confidence,
        live: outcome.live,
        category: outcome.category,
        evidence: finding.evidence,
        commands: outcome.fix.commands,
      },
    };
  }
}

/** Azure resources have no files: an id is where a finding is. */
export function logicalLocation(resourceId: string): object {
  return {
    logicalLocations: [{ name: resourceNameOf(resourceId), fullyQualifiedName: resourceId, kind: 'resource' }],
  };
}

function clusterProperties(cluster: ClusterReport | undefined): object {
  if (cluster === undefined) return {};
  const { id, name, subscriptionId, resourceGroup, location, verdict } = cluster;
  return { clusterId: id, cluster: name, subscriptionId, resourceGroup, location, verdict };
}

/** Tells the same finding from one log to the next: the check, the cluster and the resource, in any spelling. */
function fingerprint({ code }: CheckOutcome, { resourceId }: Finding, cluster: ClusterReport | undefined): string {
  const parts = JSON.stringify([code, cluster === undefined ? null : resourceKey(cluster.id), resourceKey(resourceId)]);
  return createHash('sha256').update(parts).digest('hex').slice(0, 32);
}

function suppressions({ waiver }: CheckOutcome): object {
  if (waiver === null) return {};
  const justification = `${waiver.reason} (accepted by ${waiver.owner} until ${waiver.expires})`;
  return { suppressions: [{ kind: 'external', status: 'accepted', justification }] };
}
