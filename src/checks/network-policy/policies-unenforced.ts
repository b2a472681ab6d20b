import { isEnum } from '../../model/azure/managed-cluster.ts';
import { nameOfObject } from '../../model/kubernetes/object-meta.ts';
import { assessed, fail, notApplicable, pass, unknown } from '../assessment.ts';
import { isInCalicoNamespace } from '../calico-namespaces.ts';
import { defineCheck } from '../define-check.ts';
import { nameList, namesKept } from '../name-list.ts';
import { networkPolicies as networkPoliciesPage } from '../sources.ts';

export default defineCheck({
  code: 'NP-003',
  category: 'networkPolicy',
  title: 'No network policy loses its engine during the migration',
  failureTitle: 'Network policies go unenforced during the migration',
  severities: ['high'],
  condition:
    "Fails when networkPolicy is calico and the cluster has a NetworkPolicy. Those that AKS made, and those in Calico's own namespaces, are not counted. Does not apply without Calico. Needs the cluster's API.",
  why: 'The objects stay when Calico is uninstalled, but nothing enforces them until an engine is back: for that time every pod may talk to every other.',
  fix: {
    text: 'Save the policies, and for the time without an engine keep traffic out in another way: rules of the network security group for what comes from outside, no replicas for what must not be reachable. Install an engine again after the migration; the objects are still there.',
    commands: ['kubectl --context {cluster} get networkpolicies --all-namespaces --output yaml'],
  },
  sources: [networkPoliciesPage],
  needs: ['managedCluster', 'networkPolicies'],

  evaluate({ managedCluster: { id, name, networkProfile }, networkPolicies }) {
    if (networkProfile === undefined) return unknown('The cluster states no network profile.');
    if (!isEnum(networkProfile.networkPolicy, 'calico')) return notApplicable('The cluster does not use Calico.');
    const own = networkPolicies.filter((policy) => !policy.managedByAks && !isInCalicoNamespace(policy));
    const names = own.map(nameOfObject).sort();
    const evidence = { networkPolicies: own.length, names: names.slice(0, namesKept) };
    if (own.length === 0) return assessed([pass(id, `${name} has no network policy of its owner's.`, { evidence })]);
    const count = own.length === 1 ? '1 network policy' : `${own.length} network policies`;
    return assessed([fail(id, `${name} has ${count} that Calico enforces: ${nameList(names)}.`, { evidence })]);
  },
});
