import { daysLeft, kubenetDeadline } from '../../model/deadline.ts';
import type { Severity } from '../../model/finding.ts';
import { assessed, fail } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';

const mediumBelowDays = 540;
const highBelowDays = 365;

export default defineCheck({
  code: 'DL-001',
  category: 'deadline',
  title: 'The cluster uses a network plugin with a future',
  failureTitle: 'The cluster uses kubenet, which retires on 31 March 2028',
  severities: ['high', 'medium', 'info'],
  condition: `Fails for every kubenet cluster: info at ${mediumBelowDays} or more days before ${kubenetDeadline}, medium below ${mediumBelowDays}, high below ${highBelowDays}.`,
  why: 'After 31 March 2028 AKS no longer supports kubenet. Microsoft has not said what happens to clusters that still run it; plan for "unsupported", not for "stopped".',
  fix: {
    text: 'Move the cluster to Azure CNI Overlay. The update reimages every node pool at the same time and cannot be undone.',
    commands: [
      'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --network-plugin azure --network-plugin-mode overlay',
    ],
  },
  sources: [
    { title: 'kubenet retirement', url: 'https://azure.microsoft.com/updates?id=485172', sure: 'documented' },
    {
      title: 'Update to Azure CNI Overlay',
      url: 'https://learn.microsoft.com/azure/aks/update-azure-cni',
      sure: 'documented',
    },
  ],
  needs: ['managedCluster'],

  evaluate({ managedCluster }, { asOf }) {
    const days = daysLeft(asOf);
    return assessed([
      fail(managedCluster.id, `${managedCluster.name} uses kubenet, ${whenText(days)}.`, {
        severity: severityAt(days),
        evidence: { networkPlugin: managedCluster.networkProfile?.networkPlugin ?? null, daysLeft: days },
      }),
    ]);
  },
});

function whenText(days: number): string {
  if (days === 0) return 'on the last day that AKS supports it';
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'}`;
  return days > 0 ? `${count} before AKS stops supporting it` : `${count} after AKS stopped supporting it`;
}

function severityAt(days: number): Severity {
  if (days < highBelowDays) return 'high';
  return days < mediumBelowDays ? 'medium' : 'info';
}
