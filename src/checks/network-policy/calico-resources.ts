import type { CalicoResource } from '../../model/kubernetes/named-object.ts';
import { nameOfObject } from '../../model/kubernetes/object-meta.ts';
import { assessed, fail, type Judgement, pass } from '../assessment.ts';
import { isInCalicoNamespace } from '../calico-namespaces.ts';
import { defineCheck } from '../define-check.ts';
import { nameList, namesKept } from '../name-list.ts';
import { networkPolicies } from '../sources.ts';

/** Tiers that Calico makes by itself. */
const builtInTiers: readonly string[] = [
  'default',
  'adminnetworkpolicy',
  'baselineadminnetworkpolicy',
  'allow-tigera',
  'calico-system',
];

/** An endpoint that Calico makes for each node is named `<node>-auto-hep`. */
const automaticHostEndpoint = /-auto-hep$/;

export default defineCheck({
  code: 'NP-004',
  category: 'networkPolicy',
  title: "No resource of Calico's own kinds is in use",
  failureTitle: "Resources of Calico's own kinds are in use",
  severities: ['high'],
  condition:
    "Fails for every kind of Calico's own (GlobalNetworkPolicy, NetworkPolicy of projectcalico.org, NetworkSet, GlobalNetworkSet, HostEndpoint, Tier) of which the cluster has an object. What Calico makes by itself does not count: its tiers, an endpoint for each node, and what lies in its own namespaces. Needs the cluster's API.",
  why: 'AKS supports standard network policies only. When Calico goes, these resources stay behind without effect, and Cilium reads none of them: whatever they allow or deny has to be written anew.',
  fix: {
    text: 'Write each as a standard NetworkPolicy, or as a CiliumNetworkPolicy for afterwards, test it, and delete the resource.',
    commands: ['kubectl --context {cluster} get {resources} --all-namespaces --output yaml'],
  },
  sources: [networkPolicies],
  needs: ['managedCluster', 'calicoResources'],

  evaluate({ managedCluster: { id, name }, calicoResources }) {
    const own = calicoResources.filter((each) => !isCalicosOwn(each));
    const kinds = [...Map.groupBy(own, ({ kind }) => kind)].sort(([a], [b]) => (a < b ? -1 : 1));
    if (kinds.length === 0) {
      return assessed([pass(id, `${name} has no resource of Calico's own kinds.`, { evidence: { resources: 0 } })]);
    }
    return assessed(kinds.map(([kind, resources]) => judgeKind(id, kind, resources)));
  },
});

function isCalicosOwn(resource: CalicoResource): boolean {
  if (resource.managedByAks || isInCalicoNamespace(resource)) return true;
  if (resource.kind === 'Tier') return builtInTiers.includes(resource.name);
  return resource.kind === 'HostEndpoint' && automaticHostEndpoint.test(resource.name);
}

function judgeKind(clusterId: string, kind: string, resources: readonly CalicoResource[]): Judgement {
  const names = resources.map(nameOfObject).sort();
  return fail(
    `${clusterId}/crd.projectcalico.org/${kind}`,
    `${resources.length} of Calico's ${kind}: ${nameList(names)}.`,
    {
      evidence: { kind, resources: resources.length, names: names.slice(0, namesKept) },
      parameters: { resources: `${plural(kind)}.crd.projectcalico.org` },
    },
  );
}

function plural(kind: string): string {
  return kind.toLowerCase().replace(/y$/, 'ie').concat('s');
}
