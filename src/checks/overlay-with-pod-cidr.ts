/**
 * The update to Overlay takes another pod CIDR with it: documented twice (release 2025-08-29, the page of the update), disputed by one report.
 * @see https://github.com/Azure/AKS/issues/5662
 */
export const overlayWithPodCidr =
  'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --network-plugin azure --network-plugin-mode overlay --pod-cidr {newPodCidr}';
