import { assessed, fail, pass, unknown } from '../assessment.ts';
import { azuresDefault } from '../azures-default.ts';
import { defineCheck } from '../define-check.ts';

export default defineCheck({
  code: 'PLAT-003',
  category: 'platform',
  title: 'The cluster does not use pod-managed identity',
  failureTitle: 'The cluster uses pod-managed identity',
  severities: ['medium'],
  condition: 'Fails when podIdentityProfile.enabled is true.',
  why: 'Pod-managed identity is deprecated, works on kubenet only by an opt-in that is discouraged, and is one more thing to break while the network changes.',
  fix: {
    text: 'Move the workloads to Microsoft Entra Workload ID before the migration, then switch pod-managed identity off. Pods that still use it lose their access at that moment. The last command needs the aks-preview extension of the Azure CLI.',
    commands: [
      'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --enable-oidc-issuer --enable-workload-identity',
      'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --disable-pod-identity',
    ],
  },
  sources: [
    {
      title: 'Pod-managed identity in AKS',
      url: 'https://learn.microsoft.com/azure/aks/use-azure-ad-pod-identity',
      sure: 'documented',
    },
  ],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    const { id, name, podIdentityProfile } = managedCluster;
    if (podIdentityProfile === undefined) {
      return assessed([
        pass(id, `Pod-managed identity of ${name} is ${azuresDefault}: off.`, { evidence: { enabled: null } }),
      ]);
    }
    const { enabled } = podIdentityProfile;
    if (enabled === undefined) return unknown(`${name} does not state whether pod-managed identity is on.`);
    const evidence = { enabled };
    return assessed([
      enabled
        ? fail(id, `${name} uses pod-managed identity.`, { evidence })
        : pass(id, `${name} does not use pod-managed identity.`, { evidence }),
    ]);
  },
});
