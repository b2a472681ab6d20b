import type { SourceOfWorld } from './audit-world.ts';
import type { Fault } from './find-faults.ts';
import type { Way } from './take-away.ts';

/** Where a check may pass, or a number rise, although a property is gone, and why. */
export interface Exception {
  readonly kind: string;
  readonly paths: readonly string[];
  /** As a fault names it: a code, a code that `stays`, or a number. */
  readonly what: readonly string[];
  /** In every way where not given. */
  readonly ways?: readonly Way[];
  /** `arm` where not given. */
  readonly source?: SourceOfWorld;
  /** A world that shows it, by the name of a cluster in it. */
  readonly world: string;
  readonly reason: string;
}

const ofClusters = 'managedclusters';
const aListMayBeEmpty = 'Azure states the empty list where there is none: it is an answer.';

export const exceptions: readonly Exception[] = [
  {
    kind: ofClusters,
    paths: ['addonProfiles', 'addonProfiles.ingressApplicationGateway'],
    what: ['ING-001', 'ING-002', 'ING-005'],
    world: 'aks-storefront-prod',
    reason: 'Azure leaves out the profile of an add-on that was never on; the checks say that it is not stated.',
  },
  {
    kind: ofClusters,
    paths: ['httpProxyConfig'],
    what: ['EGR-004'],
    world: 'aks-proxy-dmz',
    reason: 'Azure leaves it out where there is no proxy; the pass says that it is not stated.',
  },
  {
    kind: ofClusters,
    paths: ['autoUpgradeProfile', 'autoUpgradeProfile.upgradeChannel', 'autoUpgradeProfile.nodeOSUpgradeChannel'],
    what: ['MIG-019'],
    world: 'that upgrades by itself',
    reason: 'Azure leaves out a channel that nobody set, which is none; a pass says that it is not stated.',
  },
  {
    kind: ofClusters,
    paths: ['networkProfile.networkPolicy'],
    what: ['NP-001', 'NP-002'],
    world: 'aks-identity-prod',
    reason: 'API versions before 2024-05-01 leave out the policy none; both checks say that it is not stated.',
  },
  {
    kind: ofClusters,
    paths: ['agentPoolProfiles[].upgradeSettings', 'agentPoolProfiles[].upgradeSettings.maxSurge'],
    what: ['surge', 'routes peak', 'podCidr peak', 'subnet peak', 'quota peak'],
    world: 'aks-storefront-prod with',
    reason: 'Azure leaves the surge out of a pool for which nobody set one, which then surges by 10 %.',
  },
  {
    kind: ofClusters,
    paths: ['powerState', 'powerState.code'],
    what: ['RT-005', 'RT-006', 'RT-011'],
    world: 'aks-demo-dev',
    reason:
      'A cluster that states no power state is taken to run, since answers of old API versions leave it out: its routes and nodes, which were read, are judged then.',
  },
  {
    kind: ofClusters,
    paths: ['agentPoolProfiles[].scaleSetPriority'],
    what: ['MIG-018'],
    world: 'aks-render-batch',
    reason:
      'Azure leaves the priority out of a pool that is Regular, its default; the finding says that it is not stated.',
  },
  {
    kind: ofClusters,
    paths: ['agentPoolProfiles[].vmSize'],
    what: ['MIG-006 stays'],
    world: 'of virtual machines',
    reason: 'A pool of virtual machines states its sizes in the status of its nodes as well.',
  },
  {
    kind: ofClusters,
    paths: ['currentKubernetesVersion', 'agentPoolProfiles[].currentOrchestratorVersion'],
    what: ['MIG-001 stays', 'NP-002 stays', 'PLAT-001 stays'],
    world: 'aks-settlement-prod',
    reason:
      'Answers of old API versions lack it: kubernetesVersion and orchestratorVersion, which are there, say it too.',
  },
  {
    kind: ofClusters,
    paths: ['networkProfile.podCidrs', 'networkProfile.serviceCidrs', 'networkProfile.ipFamilies'],
    what: [
      'MIG-011 stays',
      'MIG-014 stays',
      'RT-004 stays',
      'RT-010 stays',
      'RT-014 stays',
      'EGR-002 stays',
      'HEAD-005 stays',
      'IP-003 stays',
      'IP-006 stays',
      'IP-007 stays',
    ],
    world: 'aks-settlement-prod',
    reason:
      'podCidr and serviceCidr say the same of a cluster with one range of each; where any of these tells two families, one range is unknown.',
  },
  {
    kind: 'networksecuritygroups',
    paths: ['securityRules'],
    what: ['EGR-002', 'EGR-002 stays'],
    ways: ['emptied'],
    world: 'aks-legacy-services',
    reason: aListMayBeEmpty,
  },
  {
    kind: 'routetables',
    paths: ['routes'],
    what: [
      'MIG-011',
      'MIG-011 stays',
      'RT-001',
      'RT-005',
      'RT-005 stays',
      'RT-006',
      'RT-009',
      'RT-010',
      'routes left',
      'routes peak',
      'routes used',
    ],
    ways: ['emptied'],
    world: 'aks-invoicing-prod',
    reason: `${aListMayBeEmpty} A table without routes has none that is wrong; RT-004 fails for every node that it leads to no more.`,
  },
  {
    kind: 'virtualnetworks',
    paths: ['virtualNetworkPeerings'],
    what: ['IP-005', 'IP-005 stays'],
    ways: ['emptied'],
    world: 'aks-settlement-prod',
    reason: aListMayBeEmpty,
  },
  {
    kind: 'networkmanagers/routingconfigurations/rulecollections',
    paths: ['appliesTo'],
    what: ['RT-012'],
    ways: ['emptied'],
    world: 'with a network manager',
    reason: aListMayBeEmpty,
  },
  {
    kind: 'virtualnetworks',
    paths: ['subnets[].routeTable'],
    what: ['MIG-009 stays'],
    world: 'aks-settlement-prod',
    reason: 'The table lists the subnet as well, and what one side says counts.',
  },
  {
    kind: 'virtualnetworks',
    paths: ['subnets[].networkSecurityGroup'],
    what: ['EGR-002'],
    world: 'aks-pci-zone',
    reason: 'Azure leaves the group out of a subnet that has none.',
  },
  {
    kind: 'subnet usages',
    paths: ['currentValue'],
    what: ['IP-001 stays', 'IP-002 stays'],
    world: 'aks-settlement-prod',
    reason: 'The network lists the IP configurations on the subnet: counted, they are the same number.',
  },
  {
    kind: 'virtualmachinescalesets/virtualmachines',
    paths: ['osProfile', 'osProfile.computerName'],
    what: ['RT-001 stays', 'RT-004 stays', 'RT-006 stays', 'RT-010 stays'],
    world: 'aks-checkout-prod',
    reason: 'A uniform scale set names its computers after the instance id, by a rule of the cloud provider.',
  },
  {
    kind: 'virtualmachinescalesets/virtualmachines',
    paths: ['id'],
    what: ['RT-006 stays'],
    source: 'input',
    world: 'aks-checkout-prod',
    reason: 'In a folder the interfaces of a scale set name its nodes as well.',
  },
  {
    kind: 'recommendations',
    paths: ['extendedProperties', 'extendedProperties.recommendationSubCategory'],
    what: ['DL-002'],
    world: 'with a network manager',
    reason: 'Only notices of retirement have the subcategory: Advisor leaves it out of every other recommendation.',
  },
  {
    kind: 'nodes of the API',
    paths: ['metadata', 'metadata.name', 'spec', 'spec.podCIDRs'],
    what: ['RT-004 stays'],
    world: 'from inside',
    reason: "Azure alone answers whether a node has a route; the API adds whether it leads to the node's own range.",
  },
  {
    kind: 'podDisruptionBudgets of the API',
    paths: ['spec', 'spec.minAvailable', 'spec.selector'],
    what: ['WL-001 stays'],
    world: 'from inside',
    reason:
      'A budget may set neither number and select nothing; what it comes to stands in its status, which has to be whole.',
  },
];

export function isExcepted(fault: Fault): boolean {
  return exceptions.some((each) => covers(each, fault));
}

/** With a check go the numbers that are made of it, the verdict, and what the verdict lets be printed. */
const madeOfChecks = /^(score|low|verdict|command)\b/;

export function covers({ kind, paths, what, ways }: Exception, fault: Fault): boolean {
  const isOfCheck = madeOfChecks.test(fault.what) && what.some((each) => /^[A-Z]+-\d+$/.test(each));
  return (
    kind === fault.kind &&
    paths.includes(fault.path) &&
    (what.includes(fault.what) || isOfCheck) &&
    (ways === undefined || ways.includes(fault.way))
  );
}

/** Every path and every thing that an exception names, each of which something must still need. */
export function usesOf(exception: Exception) {
  const { kind, paths, what } = exception;
  return [
    ...paths.map((path) => ({
      name: `${kind} ${path}`,
      covers: (fault: Fault) => fault.path === path && covers(exception, fault),
    })),
    ...what.map((each) => ({
      name: `${kind} ${each}`,
      covers: (fault: Fault) => fault.what === each && covers(exception, fault),
    })),
  ];
}
