import { createHash } from 'node:crypto';
import type { Finding } from '../../model/finding.ts';
import type { CheckOutcome } from '../../model/outcome.ts';
import type { ClusterReport } from '../../model/report.ts';
import { resourceKey, resourceNameOf } from '../../model/resource-id.ts';
import { failingFindings } from '../../words/cluster-checks.ts';
import { codeLocation } from './code-results.ts';
import { ownCommands } from './own-commands.ts';
import { sarifLevel } from './rules.ts';

/** A result for each failing finding; those somebody accepted are suppressed, not left out. */
export function* outcomeResults(
  outcome: CheckOutcome,
  cluster: ClusterReport | undefined,
  indexOf: (outcome: CheckOutcome) => number,
): Generator<object> {
  if (outcome.status !== 'fail') return;
  const ruleIndex = indexOf(outcome);
  const findings = failingFindings(outcome);
  const fingerprintOf = fingerprints(outcome, findings, cluster);
  const commandsOf = ownCommands(outcome, findings);
  for (const finding of findings) {
    yield {
      ruleId: outcome.code,
      ruleIndex,
      kind: 'fail',
      level: sarifLevel(finding.severity),
      message: { text: finding.message },
      locations: [{ ...(codeOf(cluster) ?? savedReport), ...logicalLocation(finding.resourceId) }],
      partialFingerprints: fingerprintOf(finding),
      ...suppressions(outcome),
      properties: {
        ...clusterProperties(cluster),
        severity: finding.severity,
        confidence: finding.confidence,
        live: outcome.live,
        category: outcome.category,
        evidence: finding.evidence,
        commands: commandsOf(finding),
      },
    };
  }
}

/** Code scanning shows only results that lie in a file: for what Azure holds that is the saved report, as the examples name it. */
export const savedReport = {
  physicalLocation: { artifactLocation: { uri: 'kubenet-audit.json' }, region: { startLine: 1 } },
};

/** The place in code that certainly made the cluster. */
function codeOf(cluster: ClusterReport | undefined): object | undefined {
  const [place] = cluster?.code?.certainty === 'certain' ? cluster.code.writtenAt : [];
  return place && codeLocation(place);
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

/**
 * Tells the same finding from one log to the next: the check, the cluster and the resource, in any spelling. Where one resource has several
 * findings of a check, what they say tells them apart, without the numbers, which move. Code scanning knows the second name only.
 */
function fingerprints(
  { code }: CheckOutcome,
  findings: readonly Finding[],
  cluster: ClusterReport | undefined,
): (finding: Finding) => object {
  const perResource = Map.groupBy(findings, ({ resourceId }) => resourceKey(resourceId));
  return ({ resourceId, message }) => {
    const key = resourceKey(resourceId);
    const isOneOfSeveral = (perResource.get(key)?.length ?? 0) > 1;
    const said = isOneOfSeveral ? [message.replaceAll(/\d+/g, '#')] : [];
    return fingerprintsOf([code, cluster === undefined ? null : resourceKey(cluster.id), key, ...said]);
  };
}

export function fingerprintsOf(parts: readonly (string | null)[]): object {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
  return { 'codeAndResources/v1': hash, primaryLocationLineHash: `${hash}:1` };
}

function suppressions({ waiver }: CheckOutcome): object {
  if (waiver === null) return {};
  const justification = `${waiver.reason} (accepted by ${waiver.owner} until ${waiver.expires})`;
  return { suppressions: [{ kind: 'external', status: 'accepted', justification }] };
}
