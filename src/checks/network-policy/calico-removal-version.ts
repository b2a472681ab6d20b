import { isEnum } from '../../model/azure/managed-cluster.ts';
import { controlPlaneVersion, isOlderKubernetes } from '../../model/kubernetes-version.ts';
import { assessed, fail, notApplicable, pass, unknown } from '../assessment.ts';
import { azuresDefault } from '../azures-default.ts';
import { defineCheck } from '../define-check.ts';
import { changelog } from '../sources.ts';

const oldestForRemoval = '1.30';

export default defineCheck({
  code: 'NP-002',
  category: 'networkPolicy',
  title: 'The Kubernetes version allows Calico to be uninstalled',
  failureTitle: 'Calico cannot be uninstalled on this Kubernetes version',
  severities: ['blocker'],
  condition: `Fails when networkPolicy is calico and Kubernetes is below ${oldestForRemoval}; ${oldestForRemoval}.0 passes. Does not apply without Calico.`,
  why: `Since May 2026 AKS refuses to uninstall a network policy engine below Kubernetes ${oldestForRemoval}, and the migration needs it uninstalled.`,
  fix: {
    text: 'Upgrade Kubernetes first, one minor version at a time. Each upgrade replaces every node of the pools it covers, needs a window, and cannot be undone.',
    commands: [
      'az aks get-upgrades --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --output table',
      'az aks upgrade --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --kubernetes-version {kubernetesVersion}',
    ],
  },
  sources: [changelog],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    const { id, name, networkProfile } = managedCluster;
    if (networkProfile === undefined) return unknown('The cluster states no network profile.');
    const { networkPolicy } = networkProfile;
    if (networkPolicy === undefined) return notApplicable(`The cluster uses no network policy (${azuresDefault}).`);
    if (!isEnum(networkPolicy, 'calico')) return notApplicable('The cluster does not use Calico.');
    const version = controlPlaneVersion(managedCluster);
    const isOlder = version === undefined ? undefined : isOlderKubernetes(version, oldestForRemoval);
    if (version === undefined || isOlder === undefined) return unknown('The cluster states no Kubernetes version.');
    const message = `${name} uses Calico on Kubernetes ${version}.`;
    const evidence = { networkPolicy, kubernetesVersion: version };
    return assessed([isOlder ? fail(id, message, { evidence }) : pass(id, message, { evidence })]);
  },
});
