/**
 * Values of Azure's own that checks compare with, lower case: they tell nothing of a company. Anything else that is text is masked, so a
 * word that is missing here costs a mask, never a secret.
 */
const words = new Set(
  `
  kubenet azure none overlay calico cilium npm ready
  loadbalancer userdefinedrouting managednatgateway userassignednatgateway basic standard ipv4 ipv6 nat block
  virtualmachinescalesets availabilityset virtualmachines system user gateway linux windows
  ubuntu ubuntu2204 ubuntu2404 azurelinux azurelinux3 azurecontainerlinux cblmariner mariner windows2019 windows2022 windows2025 flatcar
  succeeded failed canceled creating updating deleting upgrading scaling starting stopping migrating running stopped deallocated
  deallocating regular spot low delete deallocate rapid stable patch node-image unmanaged securitypatch nodeimage
  allow allowduringmaintenancewindow kubernetesofficial akslongtermsupport free premium
  systemassigned userassigned systemassigned,userassigned serviceprincipal group cannotdelete readonly
  virtualappliance virtualnetworkgateway vnetlocal internet virtualnetwork azureloadbalancer
  inbound outbound deny tcp udp icmp esp ah any connected initiated disconnected
  powerstate/running powerstate/stopped powerstate/deallocated powerstate/deallocating powerstate/starting powerstate/stopping
  provisioningstate/succeeded provisioningstate/failed provisioningstate/updating provisioningstate/creating
  enabled warned pastdue disabled deleted cores serviceupgradeandretirement highavailability
  monday tuesday wednesday thursday friday saturday sunday first second third fourth last
  default primary aks-subnet gatewaysubnet azurebastionsubnet azurefirewallsubnet azurefirewallmanagementsubnet routeserversubnet
  aksmanagedautoupgradeschedule aksmanagednodeosupgradeschedule
  `.match(/\S+/g) ?? [],
);

/** Forms of values that cannot hold a name: numbers, addresses, versions, moments, sizes, actions, types. */
const forms: readonly RegExp[] = [
  /^$|^\*$|^\/$/,
  /^\d+%?$|^\d+-\d+$/,
  // Addresses of networks and nodes are what is judged: they stay.
  /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,3})?$|^(?=[\da-f]*:)[\da-f:]{2,39}(\/\d{1,3})?$/i,
  /^v?\d+(\.\d+){1,3}$/,
  /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?$|^[+-]?\d\d:\d\d$/,
  /^(standard|basic)_[a-z]{1,3}\d+[a-z]{0,4}(_v\d)?$/i,
  /^standard[a-z]{1,2}[a-z]{0,4}(v\d)?family$|^lowprioritycores$/i,
  /^AKS(Ubuntu|AzureLinux|CBLMariner|Windows)-[\da-z]*(gen2|containerd|fips|arm64)*[\da-z.-]*-\d{6}\.\d\d\.\d$/i,
  /^Microsoft\.(ContainerService|Network|Compute|Authorization|Resources|Advisor|Management|ManagedIdentity)(\/(\*|[a-z]+))+$/i,
  /^\*\/(read|write|delete|action)$/,
  /^aks-(vnet|nsg|agentpool)-\d{8}(-(routetable|nsg))?$/,
];

/** Whether the text is Azure's own, the same for everybody, or a number or an address. */
export function isAzuresOwn(text: string): boolean {
  return words.has(text.toLowerCase()) || forms.some((form) => form.test(text));
}
