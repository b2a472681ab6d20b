import type { KnownError } from './runbook.ts';

/** Everything that the update is known to be refused or stopped with; `{resume}` stands for the update itself. */
export const knownErrors: readonly (Omit<KnownError, 'commands'> & { readonly templates: readonly string[] })[] = [
  {
    code: 'Cannot update cluster to Azure CNI Overlay while using network policies',
    meaning: 'networkPolicy is not none in Azure; NetworkPolicy objects in the cluster do not matter.',
    action: 'Remove the engine first, then repeat the update.',
    templates: [
      'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --network-policy none',
    ],
    foretoldBy: ['NP-001', 'NP-002'],
  },
  {
    code: 'KubenetNodeCountTotalExceedsLimit',
    meaning: 'The maxima of all pools together exceed the 400 nodes of a kubenet cluster (200 with two IP families).',
    action: 'Lower --max-count of the pools, then repeat the update.',
    templates: ['{resume}'],
    foretoldBy: ['HEAD-004'],
  },
  {
    code: 'UnsupportedNetworkPluginModeWithNetworkPlugin',
    meaning: 'The service still sees kubenet: plugin and mode were not in one call, or a new pod CIDR came with them.',
    action: 'Repeat the update exactly as printed, without --pod-cidr and with a recent Azure CLI.',
    templates: ['{resume}'],
    foretoldBy: [],
  },
  {
    code: 'a custom route table error that names another subnet',
    meaning: 'The route table is still associated with a subnet that holds no nodes.',
    action:
      'Take that subnet off the table (in this runbook: the step before the update), then repeat the update. A node subnet of another cluster stays until that cluster has gone.',
    templates: ['{resume}'],
    foretoldBy: ['MIG-010', 'RT-003'],
  },
  {
    code: 'CustomRouteTableMissingPermission',
    meaning: 'The identity of the cluster may not write your route table.',
    action: 'Give it Network Contributor on the table, wait up to an hour, repeat the update.',
    templates: ['{resume}'],
    foretoldBy: ['MIG-008', 'MIG-009'],
  },
  {
    code: 'SubnetMissingRouteTableAssociation',
    meaning: 'A node subnet has lost its route table.',
    action: 'Associate the table again, then repeat the update.',
    templates: ['{resume}'],
    foretoldBy: ['RT-001', 'RT-002'],
  },
  {
    code: 'CustomRouteTableConflict, CustomRouteTablePreConditionFailed',
    meaning: 'Somebody else wrote the table at the same moment.',
    action: 'Find the other writer (Terraform, Virtual Network Manager, a policy), stop it, repeat the update.',
    templates: ['{resume}'],
    foretoldBy: ['RT-003', 'RT-012', 'RT-013'],
  },
  {
    code: 'InsufficientSubnetSize, InsufficientPodCidr',
    meaning: 'The maxima of all pools together do not fit into the pod CIDR, or into the node subnet.',
    action: 'Lower --max-count of the pools, repeat the update, widen the pod CIDR afterwards.',
    templates: ['{resume}'],
    foretoldBy: ['IP-003', 'IP-002', 'HEAD-005'],
  },
  {
    code: 'PodCidrOverlapExistingSubnetsCidr, PodCidrOverlapServiceCidr, ServiceCidrOverlapExistingSubnetsCidr',
    meaning: 'The pod CIDR or the service CIDR meets a range that the service now compares it with.',
    action: 'Remove the subnet if it is empty; otherwise the cluster has to be built anew with other ranges.',
    templates: [],
    foretoldBy: ['IP-004', 'IP-006', 'IP-007'],
  },
  {
    code: 'SubnetIsFull',
    meaning: 'The node subnet has no address left for the nodes of the surge.',
    action: 'Lower --max-surge of the pools, then repeat the update: it goes on where it stopped.',
    templates: ['{resume}'],
    foretoldBy: ['IP-001', 'IP-002'],
  },
  {
    code: 'PodDrainFailure, "would violate the pod\'s disruption budget"',
    meaning: 'A node did not drain within its time-out. The operation stopped with all pools in flight.',
    action: 'Relax the budget that is named, then repeat the update: it goes on where it stopped.',
    templates: ['kubectl --context {cluster} get poddisruptionbudgets --all-namespaces', '{resume}'],
    foretoldBy: ['WL-001'],
  },
  {
    code: 'OperationNotAllowed, ErrCode_InsufficientVCPUQuota',
    meaning: 'The vCPU quota of the VM family does not cover the surge of all pools at once.',
    action: 'Raise the quota, or lower --max-surge to 1, then repeat the update.',
    templates: ['az vm list-usage --subscription {subscription} --location {location} --output table', '{resume}'],
    foretoldBy: ['MIG-016'],
  },
  {
    code: 'ScopeLocked',
    meaning: 'A lock keeps AKS from deleting or changing the route table.',
    action: 'Delete the lock for the window, then repeat the update.',
    templates: ['az lock list --subscription {subscription} --output table', '{resume}'],
    foretoldBy: ['MIG-012'],
  },
  {
    code: 'overlay extension config … failed … prefix length too short',
    meaning: 'The subnet of the application gateway is larger than /24.',
    action: 'Move the gateway into a subnet of /24 or smaller. Until then its backends stay unreachable.',
    templates: ['kubectl --context {cluster} get overlayextensionconfigs --all-namespaces'],
    foretoldBy: ['ING-002'],
  },
];
