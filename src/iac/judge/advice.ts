import { azurermMigratesFrom } from '../dated-defaults.ts';
import { options, textOf, type Value } from '../value/value.ts';
import type { ClusterClaim } from './claim.ts';
import type { Language } from './finding.ts';
import type { IacVerdict } from './verdict.ts';

/** What to write in place of what stands there, for the language, its version and what the cluster has; empty where nothing is to be done. */
export function insteadFor(claim: ClusterClaim, verdict: IacVerdict): string {
  if (verdict === 'migrates' || verdict === 'not-aks' || verdict === 'mention-only') return '';
  if (verdict === 'allows-kubenet') return 'Take kubenet out of the list, so that nobody can ask for it.';
  const steps = [
    ...providerFirst(claim),
    words[claim.language],
    ...podCidr(claim),
    ...policy(claim),
    ...order(claim, verdict),
  ];
  return steps.join(' ');
}

const terraformWords = 'Write network_plugin = "azure" and network_plugin_mode = "overlay" in network_profile.';
const armWords = 'Write networkPlugin: "azure" and networkPluginMode: "overlay" in networkProfile.';
const cliWords = 'Write --network-plugin azure --network-plugin-mode overlay.';

const words: Readonly<Record<Language, string>> = {
  terraform: terraformWords,
  'terraform-plan': terraformWords,
  terragrunt: terraformWords,
  bicep: "Write networkPlugin: 'azure' and networkPluginMode: 'overlay' in networkProfile.",
  arm: armWords,
  shell: cliWords,
  powershell:
    'Write --network-plugin azure --network-plugin-mode overlay (az); New-AzAksCluster has no parameter for the mode, so that Overlay needs "az aks create" in its place.',
  'azure-pipelines': cliWords,
  'github-workflow': cliWords,
  ansible:
    'azure_rm_aks, as read, knows no mode: make the cluster with "az aks create … --network-plugin azure --network-plugin-mode overlay" or a template, and take network_plugin out of the task.',
  'pulumi-yaml': armWords,
  'pulumi-program': armWords,
  'cluster-api':
    'Write networkPlugin: azure and networkPluginMode: overlay for new clusters. The webhook of AzureManagedControlPlane refuses another networkPlugin for one that exists: ask its maintainers for the way before you migrate it, since the controller puts back what it says.',
  'azure-service-operator': armWords,
  crossplane: 'Write networkPlugin: azure and networkPluginMode: overlay in networkProfile.',
  rancher:
    'Rancher, as read, knows no mode, and its azure is Azure CNI with addresses of the subnet: make the cluster on Overlay outside and import it.',
  helm: 'Set the value to azure, with the mode overlay beside it.',
  data: armWords,
};

function providerFirst({ provider, language }: ClusterClaim): string[] {
  if (language !== 'terraform' && language !== 'terragrunt') return [];
  const from = azurermMigratesFrom.version;
  if (provider === undefined || provider.replaces === false) return [];
  const said = provider.said === '' ? 'none is pinned here' : provider.said;
  return [`First raise azurerm to ${from} or later (${said}): every version before replaces the cluster.`];
}

/** Providers and templates send what is written; only a plain command keeps what exists. */
function podCidr({ podCidr: value, language }: ClusterClaim): string[] {
  const keeps = language === 'terraform' || language === 'terragrunt';
  const said = textOf(value);
  if (keeps && said !== undefined) return [`Keep pod_cidr = "${said}" as it is: a changed one replaces the cluster.`];
  return keeps ? ['Leave pod_cidr as the cluster has it: a changed one replaces the cluster.'] : [];
}

function policy({ networkPolicy, language }: ClusterClaim): string[] {
  if (!saysCalico(networkPolicy)) return [];
  return language === 'terraform'
    ? [
        'It has Calico: azurerm cannot empty network_policy in place, so remove Calico with az (Kubernetes 1.30 or later) and let the code follow.',
      ]
    : ['It has Calico: remove it first (Kubernetes 1.30 or later), or keep it where Overlay allows.'];
}

function saysCalico(value: Value | undefined): boolean {
  return value !== undefined && options(value).some((each) => textOf(each.value)?.toLowerCase() === 'calico');
}

function order({ language, act }: ClusterClaim, verdict: IacVerdict): string[] {
  if (verdict === 'unknown') return ['If the cluster is on kubenet, migrate it, then pin what it has become.'];
  if (language === 'terraform' || language === 'terragrunt' || language === 'terraform-plan') {
    return [
      'The plan must show "~ update in-place" for the cluster, and neither "-/+" nor "must be replaced"; if it does, stop. Code and cluster in one apply; a cluster already migrated by az needs the code changed before the next apply.',
    ];
  }
  if (act === 'declares')
    return [
      'Migrate clusters that exist with this change, or before the code runs again: the old code would put kubenet back or fail.',
    ];
  return ['For new clusters only; one that exists moves with "az aks update".'];
}
