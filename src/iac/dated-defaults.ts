/**
 * What ages: whose default is kubenet, and from which version something can be done, as read in the named sources by this day. Renew all of
 * it together; the table in `docs/iac.md` is made of it.
 */
export const iacDefaultsCheckedOn = '2026-11-28';

/** A row of the table. */
interface DatedFact {
  readonly whose: string;
  /** What it means that nothing is said. */
  readonly means: string;
  /** How it is known. */
  readonly read: string;
  readonly url: string;
}

/** AKS itself, where nobody names a plugin: kubenet below this Kubernetes minor, Azure CNI Overlay from it on. */
export const overlayByDefaultFrom = { minor: '1.30' } as const;

/** The pod CIDR of a cluster for which none is given. */
export const aksPodCidr = '10.244.0.0/16';

/** The first azurerm that changes kubenet to Overlay in place; every version before replaces the cluster. */
export const azurermMigratesFrom = { version: '4.66.0' } as const;

/** A module of a registry and the plugin its clusters get when its caller says nothing. */
export interface RegistryModule {
  /** As `source` names it, in lower case. */
  readonly source: string;
  /** On GitHub, in lower case, for callers that name the repository. */
  readonly repository: string;
  /** The argument, and the members below it. */
  readonly plugin: readonly [string, ...string[]];
  readonly mode: readonly [string, ...string[]];
  readonly podCidr: readonly [string, ...string[]];
  readonly versionInput: string;
  /** The argument that names the cluster, and the one that begins its name where that is left out. */
  readonly clusterName: { readonly argument: string; readonly prefix?: string };
  /** undefined: it hands nothing to AKS, which then decides by Kubernetes version. */
  readonly pluginByDefault: string | undefined;
  readonly isAzurerm: boolean;
  /** The newest version whose default was read. */
  readonly readUpTo: string;
  readonly url: string;
}

const registryModules: readonly RegistryModule[] = [
  {
    source: 'azure/aks/azurerm',
    repository: 'azure/terraform-azurerm-aks',
    plugin: ['network_plugin'],
    mode: ['network_plugin_mode'],
    podCidr: ['net_profile_pod_cidr'],
    versionInput: 'kubernetes_version',
    clusterName: { argument: 'cluster_name', prefix: 'prefix' },
    pluginByDefault: 'kubenet',
    isAzurerm: true,
    readUpTo: '11.5.0',
    url: 'https://github.com/Azure/terraform-azurerm-aks/blob/11.5.0/variables.tf',
  },
  {
    source: 'azure/avm-res-containerservice-managedcluster/azurerm',
    repository: 'azure/terraform-azurerm-avm-res-containerservice-managedcluster',
    plugin: ['network_profile', 'network_plugin'],
    mode: ['network_profile', 'network_plugin_mode'],
    podCidr: ['network_profile', 'pod_cidr'],
    versionInput: 'kubernetes_version',
    clusterName: { argument: 'name' },
    pluginByDefault: undefined,
    isAzurerm: false,
    readUpTo: '0.8.1',
    url: 'https://github.com/Azure/terraform-azurerm-avm-res-containerservice-managedcluster/blob/main/variables.tf',
  },
];

/** By its name in a registry, or by its repository; submodules (`Azure/aks/azurerm//v4`) have its default. */
export function registryModule(source: string): RegistryModule | undefined {
  const plain = source.toLowerCase().replace(/^registry\.(terraform\.io|opentofu\.org)\//, '');
  const [name] = plain.split('//');
  const repository = /github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?(?:\/\/|\?|$)/.exec(plain)?.[1];
  return registryModules.find((each) => each.source === name || each.repository === repository);
}

/** Bicep's public registry: the parameter of `br/public:avm/res/container-service/managed-cluster` is optional and has no default. */
export const bicepRegistryModule = { path: 'avm/res/container-service/managed-cluster' } as const;

/** A tool that fills in a plugin where none is said. */
interface ToolDefault {
  readonly plugin: string;
  readonly whose: string;
}

/** Rancher sends `kubenet` for a plugin that is empty or left out, and knows no mode. */
export const rancherDefault: ToolDefault = { plugin: 'kubenet', whose: 'Rancher sends kubenet for an empty plugin' };

export const pulumiDefault: ToolDefault = {
  plugin: 'kubenet',
  whose: "Pulumi's Azure Native before version 3 fills in kubenet, also beside networkPluginMode overlay",
};

export const clusterApiDefault: ToolDefault = { plugin: 'azure', whose: 'Cluster API sends azure' };

export const newAzAksClusterDefault: ToolDefault = { plugin: 'azure', whose: 'New-AzAksCluster sends azure' };

const aksDecides = 'nothing is sent, so that AKS decides';

/** Every row of the table in the documentation. */
export const datedFacts: readonly DatedFact[] = [
  {
    whose: 'AKS',
    means: `kubenet below Kubernetes ${overlayByDefaultFrom.minor}, Azure CNI Overlay from it on, by the version the cluster is *created* with`,
    read: "the API specification of October 2024 and issue 4897; the provider's documentation still says kubenet for all",
    url: 'https://github.com/Azure/azure-rest-api-specs/pull/30844',
  },
  {
    whose: `azurerm before ${azurermMigratesFrom.version}`,
    means:
      '*replaces* a cluster on the way from kubenet to Overlay. Every version read replaces it on the way back, from kubenet to azure without the mode, for a mode that is taken away, and for a changed `pod_cidr`',
    read: "the provider's source at 3.116.0, 4.0.0, 4.65.0, 4.66.0 and 5.2.0",
    url: 'https://github.com/hashicorp/terraform-provider-azurerm/blob/v5.2.0/internal/services/containers/kubernetes_cluster_resource.go',
  },
  ...registryModules.map(({ source, pluginByDefault, readUpTo, url }) => ({
    whose: `\`${source}\` (Terraform registry)`,
    means: pluginByDefault ?? aksDecides,
    read: `the module's source, up to ${readUpTo}`,
    url,
  })),
  {
    whose: `\`${bicepRegistryModule.path}\` (Bicep registry)`,
    means: aksDecides,
    read: "the module's source, not every version of it",
    url: 'https://github.com/Azure/bicep-registry-modules/blob/main/avm/res/container-service/managed-cluster/main.bicep',
  },
  {
    whose: 'Rancher',
    means: 'kubenet, for a plugin that is empty or left out; it knows no mode',
    read: 'the source of August 2026',
    url: 'https://github.com/rancher/aks-operator/blob/main/pkg/aks/create.go',
  },
  {
    whose: "Pulumi's Azure Native before version 3",
    means: `${pulumiDefault.plugin}, wherever a network profile is given without a plugin, also beside the mode \`overlay\``,
    read: "its Node.js package was run at 2.92.3, and at 3.2.0, which fills in nothing; not the other languages'",
    url: 'https://www.npmjs.com/package/@pulumi/azure-native/v/2.92.3',
  },
  {
    whose: 'Cluster API (AzureManagedControlPlane)',
    means: `${clusterApiDefault.plugin}; a plugin that was set cannot be changed`,
    read: 'the source of August 2026',
    url: 'https://github.com/kubernetes-sigs/cluster-api-provider-azure/blob/main/api/v1beta1/types_class.go',
  },
  {
    whose: '`New-AzAksCluster`',
    means: `${newAzAksClusterDefault.plugin}; it has no parameter for the mode`,
    read: 'the source at one commit, not the newest release',
    url: 'https://github.com/Azure/azure-powershell/blob/02137b85c332030fd6d5679c32b5110f842e13e6/src/Aks/Aks/Commands/NewAzureRmAks.cs',
  },
  {
    whose: '`azure_rm_aks` (Ansible)',
    means: `${aksDecides}; it knows no mode. Its documentation said kubenet until 2.0`,
    read: "the module's source at 2.3.0, not newer releases",
    url: 'https://github.com/ansible-collections/azure/blob/v2.3.0/plugins/modules/azure_rm_aks.py',
  },
  {
    whose: '`az aks create`, azapi, Bicep, ARM, Azure Service Operator, Crossplane',
    means: aksDecides,
    read: 'they send what is written; for `az` in its source, for the others by what they are',
    url: 'https://github.com/Azure/AKS/issues/4897',
  },
];
