import type { BeforeMigration, ProofItem } from '../model/migration-proof.ts';
import type { Render } from './render.ts';

/** What only the cluster's own API tells, and what nobody's does: each with the line that shows it. */
export function insideItems(before: BeforeMigration, render: Render): readonly ProofItem[] {
  const ask = (id: string, title: string, expected: string, templates: readonly string[]): ProofItem => ({
    ...{ id, isCore: false, title, status: 'ask', expected, found: 'not read from Azure' },
    commands: render(templates),
  });
  const range = before.podCidrs.join(', ');
  return [
    ask('labels', 'Labels of the nodes', 'podnetwork-type overlay on every node', [
      'kubectl --context {cluster} get nodes --label-columns "kubernetes.azure.com/podnetwork-type,kubernetes.azure.com/azure-cni-overlay"',
    ]),
    ask('nnc', 'NodeNetworkConfigs', `one for each node, inside ${range}, without an error`, [
      'kubectl --context {cluster} get nodenetworkconfigs --all-namespaces',
    ]),
    ask('cns', 'DaemonSet azure-cns', 'all ready', [
      'kubectl --context {cluster} rollout status daemonset/azure-cns --namespace kube-system',
    ]),
    ask('masquerade', 'ConfigMaps of the ip-masq-agent', 'azure-ip-masq-agent-config-reconciled and no other', [
      'kubectl --context {cluster} get configmaps --namespace kube-system',
    ]),
    ask('age', "Age of the nodes' containers", 'younger than the update: an unchanged image version proves nothing', [
      'kubectl --context {cluster} get pods --namespace kube-system --output wide',
    ]),
    ...(before.move.gateways.length === 0
      ? []
      : [
          ask('gateway', 'OverlayExtensionConfig of the ingress controller', 'Succeeded, and every backend healthy', [
            'kubectl --context {cluster} get overlayextensionconfigs --all-namespaces',
          ]),
        ]),
    ...(before.networkPolicy === 'calico'
      ? [
          ask('calico', 'What Calico left', 'no definition of projectcalico.org or tigera.io that nobody uses', [
            'kubectl --context {cluster} get customresourcedefinitions --output name',
          ]),
        ]
      : []),
    ask('declared', 'What declares the cluster', 'a plan or what-if that changes nothing', []),
  ];
}
