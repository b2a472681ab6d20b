import { isEnum } from '../../model/azure/managed-cluster.ts';
import { assessed, fail, pass, unknown } from '../assessment.ts';
import { azuresDefault } from '../azures-default.ts';
import { defineCheck } from '../define-check.ts';
import { changelog, networkPolicies, updateToOverlay } from '../sources.ts';

export default defineCheck({
  code: 'NP-001',
  category: 'networkPolicy',
  title: 'No network policy engine stands in the way',
  failureTitle: 'Calico has to go before the migration',
  severities: ['blocker'],
  condition: 'Fails when networkPolicy is calico. Absent means none.',
  why: 'AKS rejects the migration while a network policy engine is installed. Calico has to be uninstalled first and, where policies are needed, an engine installed again afterwards: three times every node is reimaged.',
  fix: {
    text: 'Uninstall Calico in the migration window, migrate, and install an engine again (Cilium is the recommended one). Uninstalling reimages every node, and nothing enforces network policies until an engine is back.',
    commands: [
      'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --network-policy none',
    ],
  },
  sources: [updateToOverlay, networkPolicies, changelog],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    const { id, name, networkProfile } = managedCluster;
    if (networkProfile === undefined) return unknown('The cluster states no network profile.');
    const { networkPolicy } = networkProfile;
    const message = `The network policy engine of ${name} is ${networkPolicy ?? `${azuresDefault}, which is none`}.`;
    const evidence = { networkPolicy: networkPolicy ?? null };
    return assessed([
      isEnum(networkPolicy, 'calico') ? fail(id, message, { evidence }) : pass(id, message, { evidence }),
    ]);
  },
});
