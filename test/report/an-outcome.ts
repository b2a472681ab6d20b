import type { Finding } from '../../src/model/finding.ts';
import type { CheckOutcome } from '../../src/model/outcome.ts';

type OutcomeOf = CheckOutcome & { findings: Finding[]; fix: { text: string; commands: string[] } };

/** A check that passed without a word, unless told otherwise. */
export function anOutcome(overrides: Partial<OutcomeOf> = {}): OutcomeOf {
  return {
    code: 'MIG-001',
    category: 'migration',
    severity: 'blocker',
    live: false,
    status: 'pass',
    title: 'Kubernetes is 1.27 or later',
    reason: '',
    findings: [],
    fix: { text: '', commands: [] },
    docs: 'docs/checks/MIG-001.md',
    waiver: null,
    ...overrides,
  };
}

export function aFinding(overrides: Partial<Finding> = {}): Finding {
  return {
    resourceId: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/routeTables/rt',
    status: 'fail',
    severity: 'blocker',
    confidence: 'measured',
    message: 'Something is wrong.',
    evidence: {},
    ...overrides,
  };
}

export function missingRoute(clusterId: string, nodes: readonly string[]): OutcomeOf {
  return anOutcome({
    code: 'RT-004',
    category: 'routeTable',
    severity: 'high',
    live: true,
    status: 'fail',
    title: 'A node has no route',
    findings: nodes.map((node, index) =>
      aFinding({
        resourceId: `${clusterId}/routeTables/rt`,
        severity: 'high',
        message: `Node ${node} has no route in route table rt-shop.`,
        evidence: { node, address: `10.1.0.${index + 4}`, powerState: 'running', ageMinutes: 184 },
      }),
    ),
    fix: {
      text: "Check the table's limit, locks and policies, then delete the node so that AKS writes the route again. Pods on the node restart.",
      commands: [
        'kubectl delete node aks-system-1',
        'az network route-table route list -g rg-shop --route-table-name rt-shop',
      ],
    },
    docs: 'https://example.com/checks/RT-004',
  });
}

export function calico(clusterId: string): OutcomeOf {
  return anOutcome({
    code: 'NP-001',
    category: 'networkPolicy',
    status: 'fail',
    title: 'Calico is enabled',
    findings: [
      aFinding({
        resourceId: clusterId,
        message: 'Calico must be removed before the move.',
        evidence: { networkPolicy: 'calico', kubernetesVersion: '1.29.4' },
      }),
    ],
    fix: {
      text: 'Uninstall Calico, migrate, then enable a policy engine again. Each step reimages every node and needs a window.',
      commands: ['az aks update --resource-group rg-shop --name aks-shop-prod --network-policy none'],
    },
  });
}

export function deadline(clusterId: string): OutcomeOf {
  return anOutcome({
    code: 'DL-001',
    category: 'deadline',
    severity: 'medium',
    status: 'fail',
    title: 'The cluster uses kubenet, which retires on 31 March 2028',
    findings: [
      aFinding({
        resourceId: clusterId,
        severity: 'medium',
        message: 'The cluster uses kubenet, 495 days before AKS stops supporting it.',
        evidence: { daysLeft: 495 },
      }),
    ],
    fix: {
      text: 'Move the cluster to Azure CNI Overlay. The update reimages every node pool at the same time and cannot be undone.',
      commands: [
        'az aks update --resource-group rg-shop --name aks-shop-prod --network-plugin azure --network-plugin-mode overlay',
      ],
    },
  });
}

export function quotaUnknown(): OutcomeOf {
  return anOutcome({
    code: 'MIG-016',
    severity: 'high',
    status: 'unknown',
    title: 'vCPU quota covers the surge of the move',
    reason: 'Microsoft.Compute/locations/usages answered 403. The audit needs Reader on the subscription.',
  });
}
