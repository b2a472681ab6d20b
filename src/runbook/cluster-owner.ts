import { codePlacesText } from '../model/code-places-text.ts';
import type { Language } from '../model/iac-language.ts';
import type { ClusterCode } from '../model/iac-report.ts';
import type { ClusterOwner } from './runbook.ts';

interface OwnerRule {
  readonly system: string;
  readonly isSaidBy: (name: string, value: string) => boolean;
  readonly change: string;
  readonly declaration: readonly string[];
}

const managedBy = /^(managed-?by|created-?by|provisioner|deployed-?by|iac|terraform)$/i;
const saysOf = (pattern: RegExp) => (name: string, value: string) => managedBy.test(name) && pattern.test(value);

/**
 * Controllers and infrastructure code, by the tags they leave, the more certain first.
 * @see https://capz.sigs.k8s.io https://docs.crossplane.io https://azure.github.io/azure-service-operator
 */
const owners: readonly OwnerRule[] = [
  {
    system: 'Cluster API (CAPZ)',
    isSaidBy: (name) => /^sigs\.k8s\.io_cluster-api-provider-azure/i.test(name),
    change:
      'The controller reconciles what az changes, so the AzureManagedControlPlane is edited in the management cluster. CAPZ refuses an emptied networkPolicy (issue 4960): where Calico must go, pause the cluster (spec.paused), remove Calico with the commands below, bring the declaration to what the cluster then is, and resume.',
    declaration: ['spec:', '  networkPlugin: azure', '  networkPluginMode: overlay'],
  },
  {
    system: 'Crossplane',
    isSaidBy: (name) => /^crossplane-(name|kind|providerconfig)$/i.test(name),
    change: 'The provider reconciles what az changes, so the managed resource is edited where it is declared.',
    declaration: [
      'spec:',
      '  forProvider:',
      '    networkProfile:',
      '      - networkPlugin: azure',
      '        networkPluginMode: overlay',
    ],
  },
  {
    system: 'Azure Service Operator',
    isSaidBy: (name, value) =>
      /serviceoperator\.azure\.com|azure-service-operator/i.test(name) ||
      saysOf(/service.?operator|^aso$/i)(name, value),
    change: 'The operator reconciles what az changes, so the ManagedCluster is edited where it is declared.',
    declaration: ['spec:', '  networkProfile:', '    networkPlugin: azure', '    networkPluginMode: overlay'],
  },
  {
    system: 'Terraform',
    isSaidBy: (name, value) =>
      saysOf(/terraform|opentofu/i)(name, value) || (/^terraform$/i.test(name) && /^(true|yes|1)$/i.test(value)),
    change:
      'Change the code in the same hour. azurerm before 4.66.0 replaces the cluster when the plugin changes: raise the provider first. A changed pod_cidr replaces the cluster in every version: leave it as it is. Look at the plan before it is applied: it must say "update in-place".',
    declaration: ['network_profile {', '  network_plugin      = "azure"', '  network_plugin_mode = "overlay"', '}'],
  },
  {
    system: 'Azure Developer CLI (azd)',
    isSaidBy: (name) => /^azd-env-name$/i.test(name),
    change:
      'The next azd provision deploys the template again: change it in the same hour, or it asks for kubenet, which is refused.',
    declaration: ['networkProfile: {', "  networkPlugin: 'azure'", "  networkPluginMode: 'overlay'", '}'],
  },
  {
    system: 'a template (Bicep or ARM)',
    isSaidBy: saysOf(/bicep|arm.?template|pulumi|ansible/i),
    change: 'Change the declaration in the same hour, or the next deployment asks for kubenet, which is refused.',
    declaration: ['networkProfile: {', "  networkPlugin: 'azure'", "  networkPluginMode: 'overlay'", '}'],
  },
];

/** By the code that was found, else by a tag. Undefined where neither says so, which proves nothing: most code leaves no tag. */
export function clusterOwner(
  tags: Readonly<Record<string, string>>,
  code: ClusterCode | undefined,
): ClusterOwner | undefined {
  const tagged = ownerOfTags(tags);
  const places = code === undefined ? '' : codePlacesText(code);
  if (code === undefined || code.language === null || places === '') return tagged;
  const byCode = ownerOfCode(code.language);
  const { system, declaration } = tagged ?? byCode;
  const written = `${code.certainty === 'certain' ? 'code' : 'likely code'} at ${places}`;
  return {
    system,
    declaration,
    evidence: [...(tagged === undefined ? [] : [tagged.evidence]), written].join('; '),
    change: code.instead === '' ? (tagged ?? byCode).change : code.instead,
  };
}

/** How the system is called whose tags would say the same. */
const systems: Readonly<Partial<Record<Language, string>>> = {
  terraform: 'Terraform',
  'terraform-plan': 'Terraform',
  terragrunt: 'Terraform',
  bicep: 'a template (Bicep or ARM)',
  arm: 'a template (Bicep or ARM)',
  'cluster-api': 'Cluster API (CAPZ)',
  'azure-service-operator': 'Azure Service Operator',
  crossplane: 'Crossplane',
};

const elsewhere = {
  system: 'Code',
  change: 'Change it in the same hour, or its next run asks for kubenet.',
  declaration: [],
} as const;

function ownerOfCode(language: Language): Omit<ClusterOwner, 'evidence'> {
  return owners.find(({ system }) => system === systems[language]) ?? elsewhere;
}

function ownerOfTags(tags: Readonly<Record<string, string>>): ClusterOwner | undefined {
  const all = Object.entries(tags);
  for (const { system, isSaidBy, change, declaration } of owners) {
    const said = all.find(([name, value]) => isSaidBy(name, value));
    if (said !== undefined) return { system, evidence: `tag ${said[0]}: ${said[1]}`, change, declaration };
  }
  return undefined;
}
