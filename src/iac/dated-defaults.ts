/**
 * What ages: whose default is kubenet, and from which version something can be done, as read in the named sources on this day. Renew all of
 * it together; `docs/iac.md` shows the same table.
 */
export const iacDefaultsCheckedOn = '2026-11-27';

/** AKS itself, where nobody names a plugin: kubenet below this Kubernetes minor, Azure CNI Overlay from it on. */
export const overlayByDefaultFrom = {
  minor: '1.30',
  sources: ['https://github.com/Azure/azure-rest-api-specs/pull/30844', 'https://github.com/Azure/AKS/issues/4897'],
} as const;

/** The first azurerm that changes kubenet to Overlay in place; every version before replaces the cluster. */
export const azurermMigratesFrom = {
  version: '4.66.0',
  source: 'https://github.com/hashicorp/terraform-provider-azurerm/blob/main/CHANGELOG.md',
} as const;

/** A module of a registry and the plugin its clusters get when its caller says nothing. */
export interface RegistryModule {
  /** As `source` names it, in lower case. */
  readonly source: string;
  readonly input: string;
  readonly modeInput: string;
  readonly versionInput: string;
  /** undefined: it hands nothing to AKS, which then decides by Kubernetes version. */
  readonly pluginByDefault: string | undefined;
  /** The newest version whose default was read. */
  readonly readUpTo: string;
  readonly url: string;
}

const registryModules: readonly RegistryModule[] = [
  {
    source: 'azure/aks/azurerm',
    input: 'network_plugin',
    modeInput: 'network_plugin_mode',
    versionInput: 'kubernetes_version',
    pluginByDefault: 'kubenet',
    readUpTo: '11.1.0',
    url: 'https://github.com/Azure/terraform-azurerm-aks/blob/main/variables.tf',
  },
];

/** Submodules of a registry module (`Azure/aks/azurerm//v4`) have its default. */
export function registryModule(source: string): RegistryModule | undefined {
  const [name] = source
    .toLowerCase()
    .replace(/^registry\.(terraform\.io|opentofu\.org)\//, '')
    .split('//');
  return registryModules.find((each) => each.source === name);
}

/** Bicep's public registry: the parameter of `br/public:avm/res/container-service/managed-cluster` is optional and has no default. */
export const bicepRegistryModule = {
  path: 'avm/res/container-service/managed-cluster',
  url: 'https://github.com/Azure/bicep-registry-modules/blob/main/avm/res/container-service/managed-cluster/main.bicep',
} as const;

/** Rancher sends `kubenet` for a plugin that is empty or left out. */
export const rancherDefault = { plugin: 'kubenet', url: 'https://github.com/rancher/aks-operator' } as const;
