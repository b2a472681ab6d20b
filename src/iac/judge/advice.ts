import { azurermMigratesFrom } from '../dated-defaults.ts';
import { options, textOf, type Value } from '../value/value.ts';
import type { ClusterClaim } from './claim.ts';
import type { Language } from './finding.ts';
import type { IacVerdict } from './verdict.ts';

/** What to do where a list, a validation or a policy allows kubenet. */
export const takeOutOfList = 'Take kubenet out of the list, so that nobody can ask for it.';

/**
 * What to write in place of what stands there, for the language, its version and what the cluster has; empty where nothing is to be done.
 * @param isElsewhere whether the place only gives the value that the declaration uses
 */
export function insteadFor(claim: ClusterClaim, verdict: IacVerdict, isElsewhere: boolean): string {
  if (verdict === 'migrates' || verdict === 'not-aks' || verdict === 'mention-only') return '';
  if (verdict === 'allows-kubenet') return takeOutOfList;
  const steps = [
    ...providerFirst(claim),
    whatToWrite(claim, isElsewhere),
    ...podCidr(claim),
    ...policy(claim),
    ...order(claim, verdict),
  ].join(' ');
  return verdict === 'unknown' ? `Where the cluster is on kubenet: ${steps}` : steps;
}

function whatToWrite(claim: ClusterClaim, isElsewhere: boolean): string {
  const { language, mode } = claim;
  const own = ownWords(claim);
  if (!isElsewhere || !takesTwoValues.has(own)) return own;
  const hasMode = mode !== undefined && options(mode).every(({ value }) => textOf(value)?.toLowerCase() === 'overlay');
  if (hasMode) return 'Write azure in its place; the mode overlay is there already.';
  return `Write azure in its place, and the mode overlay where it is used: ${modeNames[language] ?? 'networkPluginMode'} beside the plugin.`;
}

/** By the declaration, which in Terraform may be another language's. */
function ownWords({ language, subject }: ClusterClaim): string {
  if (language === 'ansible' && subject.startsWith('az ')) return cliWords;
  if (language !== 'terraform') return words[language];
  const name = subject.split('.').at(-2) ?? '';
  if (name.startsWith('azapi_')) return azapiWords;
  if (name === 'rancher2_cluster') return words.rancher;
  return name === 'module' ? moduleWords : words.terraform;
}

const terraformWords = 'Write network_plugin = "azure" and network_plugin_mode = "overlay" in network_profile.';
const moduleWords =
  'Give the module the plugin azure and the mode overlay, by the names of its own arguments (in most network_plugin and network_plugin_mode).';
const azapiWords =
  'Write networkPlugin = "azure" and networkPluginMode = "overlay" in networkProfile, with an API version that has the mode.';
const bicepWords = "Write networkPlugin: 'azure' and networkPluginMode: 'overlay' in networkProfile.";
const armWords = 'Write networkPlugin: "azure" and networkPluginMode: "overlay" in networkProfile.';
const cliWords = 'Write --network-plugin azure --network-plugin-mode overlay.';

/** Declarations in which the plugin and the mode stand beside each other. */
const takesTwoValues = new Set([terraformWords, moduleWords, azapiWords, bicepWords, armWords, cliWords]);

const modeNames: Readonly<Partial<Record<Language, string>>> = {
  terraform: 'network_plugin_mode',
  terragrunt: 'network_plugin_mode',
  shell: '--network-plugin-mode',
  'azure-pipelines': '--network-plugin-mode',
  'github-workflow': '--network-plugin-mode',
};

const words: Readonly<Record<Language, string>> = {
  terraform: terraformWords,
  'terraform-plan': terraformWords,
  terragrunt: terraformWords,
  bicep: bicepWords,
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

/** What the plan has to look like, behind what to change. */
export function planMustSay(change: string): string {
  return `${change} "terraform plan" must say "update in-place" or nothing of the cluster, and neither "-/+" nor "must be replaced".`;
}

/** azurerm sends what is written; the others leave what exists. */
function podCidr({ podCidr: value, provider }: ClusterClaim): string[] {
  if (provider === undefined) return [];
  const said = textOf(value);
  return said === undefined
    ? ['Leave pod_cidr as the cluster has it: a changed one replaces the cluster.']
    : [`Keep pod_cidr = "${said}" as it is: a changed one replaces the cluster.`];
}

function policy({ networkPolicy, language }: ClusterClaim): string[] {
  if (!saysCalico(networkPolicy)) return [];
  return language === 'terraform'
    ? [
        'It has Calico, which goes before all that: azurerm cannot empty network_policy in place, so remove Calico with az (Kubernetes 1.30 or later) and let the code follow.',
      ]
    : ['It has Calico: remove it first (Kubernetes 1.30 or later), or keep it where Overlay allows.'];
}

function saysCalico(value: Value | undefined): boolean {
  return value !== undefined && options(value).some((each) => textOf(each.value)?.toLowerCase() === 'calico');
}

function order(claim: ClusterClaim, verdict: IacVerdict): string[] {
  const { language, act } = claim;
  if (verdict === 'unknown') return ['Where it is on Overlay already, write that down in the same way.'];
  if (ownWords(claim) === words.rancher) return [];
  if (language === 'terraform' || language === 'terragrunt' || language === 'terraform-plan') {
    return [
      'For a cluster that is still on kubenet the apply is the migration: run it in its window, and only where the plan shows "~ update in-place" for the cluster; stop at "-/+" or "must be replaced". Where az migrates the cluster, change the code before its next apply.',
    ];
  }
  if (language === 'cluster-api') return [];
  if (ownWords(claim) === words.ansible)
    return [
      'A cluster that exists moves with "az aks update": take the plugin out first, since the task would ask for kubenet again.',
    ];
  if (act === 'declares')
    return [
      'For a cluster that is still on kubenet the next run of the changed code is the migration: do it in its window. Once it is migrated, the old code would ask for kubenet again, which AKS refuses.',
    ];
  return ['This is for new clusters; one that exists moves with "az aks update".'];
}
