/** How people name a parameter that holds the network plugin: `networkPlugin`, `network_plugin`, `aks-network-plugin`, `cniPlugin`. */
export const networkPluginName = /network[-_]?plug-?in$|(cni|net)[-_]?plug-?in$|^(aks)?[-_]?plug-?in$/i;

/** Every value AKS takes for the plugin or its mode: a list of nothing else is a list of plugins. */
const pluginWords = new Set([
  'azure',
  'kubenet',
  'none',
  'overlay',
  'cilium',
  'azure-overlay',
  'azure_overlay',
  'azurecni',
  '',
]);

/** Whether a list of allowed texts is one of network plugins that has kubenet among them. */
export function isPluginList(values: readonly string[]): boolean {
  const words = values.map((value) => value.trim().toLowerCase());
  return words.includes('kubenet') && words.every((word) => pluginWords.has(word));
}
