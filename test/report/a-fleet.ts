import type { ClusterReport, FleetPoint, Report } from '../../src/model/report.ts';
import { aBlockedCluster, aCluster, anUnverifiedCluster, data, shop } from './a-cluster.ts';
import { aReport, summaryOf } from './a-report.ts';
import { anOutcome } from './an-outcome.ts';
import { aPicture, aPictureNode } from './diagram/a-picture.ts';

const weekMs = 7 * 24 * 60 * 60 * 1000;
const now = Date.parse('2026-11-22T06:00:00Z');

/** `count` clusters of every verdict in turn, in two subscriptions and three locations, with pictures and a year of audits. */
export function aFleet(count: number): Report {
  const clusters = Array.from({ length: count }, (_, index) => aFleetCluster(index));
  const others = { overlay: 15, other: 3 };
  return aReport(clusters, {
    summary: {
      ...summaryOf(clusters, others),
      forecast: {
        perWeekNeeded: Math.round((count / 70.7) * 10) / 10,
        perWeekLately: Math.round((count / 80) * 10) / 10,
        projectedFinish: '2028-05-14',
        finishRange: { earliest: '2028-01-20', latest: '2028-10-02' },
      },
    },
    history: aFleetHistory(count),
    catalogue: {
      'NP-001': {
        category: 'networkPolicy',
        title: 'Calico is not enabled',
        failureTitle: 'Calico is enabled',
        why: 'The update to Azure CNI Overlay is refused while Calico enforces network policies.',
        condition: 'Fails when the network policy of the cluster is calico.',
        docs: 'docs/checks/NP-001.md',
        sources: [
          {
            title: 'Network policies in AKS',
            url: 'https://learn.microsoft.com/azure/aks/use-network-policies',
            sure: 'documented',
          },
        ],
      },
    },
  });
}

const locations = ['westeurope', 'northeurope', 'eastus2'];
const owners = ['team-web', 'team-data', 'team-pay', undefined];

function aFleetCluster(index: number): ClusterReport {
  const number = String(index).padStart(4, '0');
  const owner = owners[index % owners.length];
  const common = {
    key: `key${number}`,
    name: `aks-${['shop', 'data', 'pay', 'search'][index % 4]}-${number}`,
    subscriptionId: index % 3 === 0 ? data : shop,
    location: locations[index % locations.length] ?? '',
    tags: owner === undefined ? {} : { owner, wave: `wave ${1 + (index % 3)}` },
    history: aClusterHistory(index),
  };
  const cluster =
    [aBlockedCluster, aNeedyCluster, aCluster, anUnverifiedCluster][index % 4]?.(common) ?? aCluster(common);
  const isBurning = cluster.live.length > 0;
  const nodes = [aPictureNode(0), aPictureNode(1, isBurning ? { state: 'missing', prefixes: [] } : {})];
  const known = { ...cluster, network: { ...cluster.network, picture: aPicture({ nodes }) } };
  return index % 8 === 0 || !isBurning
    ? known
    : { ...known, live: [], checks: known.checks.filter(({ live }) => !live) };
}

function aNeedyCluster(overrides: Partial<ClusterReport>): ClusterReport {
  const cluster = aCluster(overrides);
  return {
    ...cluster,
    verdict: 'needsWork',
    verdictReason: 'Needs work before it can move: MIG-008 (The cluster has no user-assigned identity).',
    scores: { ...cluster.scores, readiness: { value: 79, low: 72, high: 79 } },
    checks: [
      anOutcome({
        code: 'MIG-008',
        severity: 'high',
        status: 'fail',
        title: 'The cluster has no user-assigned identity',
        fix: {
          text: 'Give the cluster a user-assigned identity. Nothing restarts.',
          commands: ['az aks update --enable-managed-identity'],
        },
        findings: [
          {
            resourceId: cluster.id,
            status: 'fail',
            severity: 'high',
            confidence: 'measured',
            message: `${cluster.name} has an identity of type SystemAssigned.`,
            evidence: { type: 'SystemAssigned' },
          },
        ],
      }),
      ...cluster.checks,
    ],
  };
}

function aClusterHistory(index: number): ClusterReport['history'] {
  return Array.from({ length: 12 }, (_, week) => ({
    asOf: new Date(now - (12 - week) * weekMs).toISOString(),
    verdict: week < 6 ? 'blocked' : 'needsWork',
    readiness: week < 6 ? 39 : 60 + ((index + week) % 10),
    nodesLeft: 40 - week,
  }));
}

/** Weekly for a year, falling by half with a plateau in the summer. */
function aFleetHistory(kubenet: number): FleetPoint[] {
  return Array.from({ length: 52 }, (_, week) => {
    const steps = week < 24 ? week : week < 34 ? 24 : week - 10;
    const left = Math.round(kubenet * (1.6 - (0.6 * steps) / 42));
    const ready = Math.round(left * (0.1 + week / 400));
    const blocked = Math.round(left * 0.45);
    return {
      asOf: new Date(now - (52 - week) * weekMs).toISOString(),
      kubenet: left,
      verdicts: { ready, blocked, needsWork: left - ready - blocked, unverified: 0 },
    };
  });
}
