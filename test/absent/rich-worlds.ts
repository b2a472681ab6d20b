import type { ArmResource, Estate } from '../../simulated-azure/estate/estate.ts';
import { resourceTypeOf, subscriptionIdOf } from '../../src/model/resource-id.ts';
import {
  rawDisruptionBudget,
  rawNetworkPolicy,
  rawNode,
  rawWorkload,
  systemObjects,
} from '../builders/kubernetes-objects.ts';
import { isRecord } from './schema-properties.ts';
import { type Inside, type World, worldsOf } from './world.ts';

type Json = Readonly<Record<string, unknown>>;

/** The worlds of the estate, and some of them once more with what the estate has nowhere: every property that is read stands in one. */
export function allWorlds(estate: Estate): readonly World[] {
  const worlds = worldsOf(estate);
  return [
    ...worlds,
    gatewayWorld(named(worlds, 'aks-storefront-prod')),
    machinesWorld(named(worlds, 'aks-intranet-legacy')),
    upgradingWorld(named(worlds, 'aks-orders-prod')),
    managedByOthersWorld(named(worlds, 'aks-checkout-prod')),
    insideWorld(named(worlds, 'aks-invoicing-prod')),
  ];
}

function named(worlds: readonly World[], name: string): World {
  const found = worlds.find((each) => each.name.includes(name));
  if (found === undefined) throw new Error(`The estate has no cluster ${name}.`);
  return found;
}

/** An application gateway that is told in every way. */
function gatewayWorld(world: World): World {
  const gateway = world.estate.resources.find(
    ({ id }) => resourceTypeOf(id) === 'microsoft.network/applicationgateways',
  );
  const subnetId = String(idsUnder(gateway?.properties, 'subnet')[0]);
  const config = { applicationGatewayName: gateway?.name, subnetId, subnetCIDR: '10.60.8.0/24' };
  return changed(world, 'with a private gateway', {
    'microsoft.containerservice/managedclusters': ({ addonProfiles, agentPoolProfiles, ...rest }) => ({
      ...rest,
      addonProfiles: addTo(addonProfiles, ['ingressApplicationGateway', 'config'], config),
      agentPoolProfiles: pools(agentPoolProfiles, {
        scaleDownMode: 'Deallocate',
        upgradeSettings: { maxSurge: '33%', maxUnavailable: '0', drainTimeoutInMinutes: 30 },
      }),
      apiServerAccessProfile: { enablePrivateCluster: true, subnetId: `${subnetId}-api` },
      podIdentityProfile: { enabled: false },
      nodeDisruptionProfile: { nodeDisruptionPolicy: 'Allow' },
    }),
  });
}

const rule = {
  access: 'Allow',
  direction: 'Inbound',
  protocol: '*',
  sourcePortRanges: ['*'],
  destinationPortRanges: ['0-65535'],
};
const rulesWithLists = [
  {
    name: 'pods',
    properties: {
      ...rule,
      priority: 100,
      sourceAddressPrefixes: ['10.0.0.0/8'],
      destinationAddressPrefixes: ['10.0.0.0/8'],
    },
  },
  {
    name: 'groups',
    properties: {
      ...rule,
      priority: 200,
      access: 'Deny',
      sourceApplicationSecurityGroups: [{ id: '/subscriptions/s/asg-a' }],
      destinationApplicationSecurityGroups: [{ id: '/subscriptions/s/asg-b' }],
    },
  },
];

/** Pools of virtual machines, and power states in the form of Resource Graph. */
function machinesWorld(world: World): World {
  const sizes = [{ count: 4, size: 'Standard_D4s_v5' }];
  return changed(world, 'of virtual machines', {
    'microsoft.containerservice/managedclusters': ({ agentPoolProfiles, ...rest }) => ({
      ...rest,
      agentPoolProfiles: pools(agentPoolProfiles, {
        type: 'VirtualMachines',
        virtualMachinesProfile: { scale: { manual: sizes } },
        virtualMachineNodesStatus: sizes,
      }),
    }),
  });
}

/** Upgrades by itself, in windows of every form; security rules with lists on both sides; instances as Resource Graph tells them. */
function upgradingWorld(world: World): World {
  const every = { intervalDays: 1, intervalWeeks: 1, intervalMonths: 1 };
  const schedules = [
    { daily: every },
    { weekly: { ...every, dayOfWeek: 'Sunday' } },
    { absoluteMonthly: { ...every, dayOfMonth: 3 } },
    { relativeMonthly: { ...every, weekIndex: 'First', dayOfWeek: 'Monday' } },
  ];
  const names = ['aksManagedAutoUpgradeSchedule', 'aksManagedNodeOSUpgradeSchedule', 'default', 'other'];
  const window = { durationHours: 4, startTime: '02:00', utcOffset: '+01:00' };
  const upgrading = changed(world, 'that upgrades by itself', {
    'microsoft.containerservice/managedclusters': (properties) => ({
      ...properties,
      autoUpgradeProfile: { upgradeChannel: 'stable', nodeOSUpgradeChannel: 'NodeImage' },
    }),
    'microsoft.network/networksecuritygroups': (properties) => ({ ...properties, securityRules: rulesWithLists }),
    'microsoft.compute/virtualmachinescalesets/virtualmachines': ({ instanceView, ...rest }) => ({
      ...rest,
      extended: {
        instanceView: { powerState: { code: 'PowerState/running' }, ...(isRecord(instanceView) ? instanceView : {}) },
      },
    }),
  });
  return withResources(upgrading, (cluster) =>
    schedules.map((schedule, at) => ({
      ...aResource(`${cluster}/maintenanceConfigurations/${names[at]}`),
      properties: { maintenanceWindow: { schedule, ...window } },
    })),
  );
}

/** A role of the owner's, a network manager that writes routes, and a notice of retirement. */
function managedByOthersWorld(world: World): World {
  const subscription = `/subscriptions/${subscriptionIdOf(clusterIdIn(world))}`;
  const network = world.estate.resources.find(({ id }) => resourceTypeOf(id) === 'microsoft.network/virtualnetworks');
  const role = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/00000000-0000-0000-0000-0000000000c1`;
  const manager = `${subscription}/resourceGroups/rg-avnm/providers/Microsoft.Network/networkManagers/avnm`;
  const configuration = `${manager}/routingConfigurations/spokes`;
  const group = `${manager}/networkGroups/spokes`;
  const withRole = changed(world, 'with a network manager', {
    'microsoft.authorization/roleassignments': (properties) =>
      String(properties['roleDefinitionId']).endsWith('4d97b98b-1d4f-4787-a291-c67834d212e7')
        ? { ...properties, roleDefinitionId: role }
        : properties,
  });
  return withResources(withRole, (cluster) => [
    {
      ...aResource(role),
      properties: { roleName: 'Routes', permissions: [{ actions: ['Microsoft.Network/*'], notActions: [] }] },
    },
    aResource(manager),
    aResource(configuration),
    { ...aResource(`${configuration}/ruleCollections/one`), properties: { appliesTo: [{ networkGroupId: group }] } },
    { ...aResource(`${group}/staticMembers/one`), properties: { resourceId: network?.id } },
    {
      ...aResource(`${subscription}/providers/Microsoft.Advisor/recommendations/one`),
      properties: {
        resourceMetadata: { resourceId: cluster },
        extendedProperties: {
          recommendationSubCategory: 'ServiceUpgradeAndRetirement',
          retirementFeatureName: 'kubenet',
          retirementDate: '2028-03-31',
        },
      },
    },
  ]);
}

/** A cluster whose own API was read too. */
function insideWorld(world: World): World {
  const machines = world.estate.resources.filter(
    ({ id }) => resourceTypeOf(id) === 'microsoft.compute/virtualmachinescalesets/virtualmachines',
  );
  const nodes = machines.map(({ properties }, at) => {
    const profile = properties?.['osProfile'];
    const name = isRecord(profile) ? String(profile['computerName']) : '';
    return rawNode(name.toLowerCase(), `10.244.${at}.0/24`, {
      creationTimestamp: '2026-10-01T00:00:00Z',
      labels: { 'kubernetes.azure.com/managed': 'true' },
      annotations: {},
    });
  });
  const tolerant = {
    annotations: { 'kubenet-audit/tolerates-interruption': 'true' },
    creationTimestamp: '2026-10-01T00:00:00Z',
    labels: { app: 'web' },
  };
  const inside: Inside = {
    nodes,
    networkPolicies: [
      rawNetworkPolicy(
        'shop/allow-out',
        {
          policyTypes: ['Egress'],
          egress: [{ to: [{ ipBlock: { cidr: '192.0.2.0/24', except: ['192.0.2.8/32'] } }] }],
        },
        tolerant,
      ),
    ],
    podDisruptionBudgets: [budget('shop/web'), budget('shop/api')],
    kubeSystemConfigMaps: ofSystem('ConfigMap'),
    daemonSets: ofSystem('DaemonSet'),
    deployments: [
      rawWorkload('Deployment', 'shop/web', { replicas: 3, metadata: tolerant }),
      rawWorkload('Deployment', 'shop/batch', { replicas: 1, metadata: tolerant }),
    ],
    statefulSets: [rawWorkload('StatefulSet', 'shop/queue', { replicas: 2, metadata: tolerant })],
    globalNetworkPolicies: [],
    calicoNetworkPolicies: [],
    networkSets: [],
    globalNetworkSets: [],
    hostEndpoints: [],
    tiers: [],
  };
  return { ...world, name: `${world.name} from inside`, inside: new Map([[clusterIdIn(world), inside]]) };
}

function ofSystem(wanted: string) {
  return systemObjects()
    .filter(({ kind }) => kind === wanted)
    .map((each) => ({
      ...each,
      metadata: { labels: {}, annotations: {}, creationTimestamp: '2026-10-01T00:00:00Z', ...each.metadata },
    }));
}

function budget(name: string) {
  const app = name.split('/')[1] ?? '';
  const raw = rawDisruptionBudget(
    name,
    { minAvailable: 1, maxUnavailable: '50%', selector: { matchLabels: { app }, matchExpressions: [] } },
    {
      disruptionsAllowed: 2,
      expectedPods: 3,
      currentHealthy: 3,
      observedGeneration: 2,
      conditions: [{ type: 'DisruptionAllowed', status: 'True', reason: 'SufficientPods' }],
    },
  );
  return {
    ...raw,
    metadata: {
      ...raw.metadata,
      generation: 2,
      labels: {},
      annotations: {},
      creationTimestamp: '2026-10-01T00:00:00Z',
    },
  };
}

type Change = (properties: Json) => Json;

/** Another world with other properties, by type. */
function changed(world: World, how: string, changes: Readonly<Record<string, Change>>): World {
  const resources = world.estate.resources.map((each): ArmResource => {
    const change = changes[resourceTypeOf(each.id) ?? ''];
    return change === undefined ? each : { ...each, properties: change(each.properties ?? {}) };
  });
  return { ...world, name: `${world.name} ${how}`, estate: { ...world.estate, resources } };
}

function withResources(world: World, make: (clusterId: string) => readonly ArmResource[]): World {
  const resources = [...world.estate.resources, ...make(clusterIdIn(world))];
  return { ...world, estate: { ...world.estate, resources } };
}

function clusterIdIn({ estate, name }: World): string {
  const found = estate.resources.find(({ id }) => resourceTypeOf(id) === 'microsoft.containerservice/managedclusters');
  if (found === undefined) throw new Error(`${name} has no cluster.`);
  return found.id;
}

function aResource(id: string): ArmResource {
  return { id, name: id.split('/').at(-1) ?? '', type: resourceTypeOf(id) ?? '' };
}

function pools(list: unknown, more: Json): unknown {
  return Array.isArray(list) ? list.map((pool: unknown) => (isRecord(pool) ? { ...pool, ...more } : pool)) : list;
}

/** The object with more in the place that the path leads to. */
function addTo(value: unknown, [first, ...rest]: readonly string[], more: Json): unknown {
  const own = isRecord(value) ? value : {};
  return first === undefined ? { ...own, ...more } : { ...own, [first]: addTo(own[first], rest, more) };
}

/** Ids below properties of this name. */
function idsUnder(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => idsUnder(each, name));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === name && isRecord(each) ? [each['id']] : idsUnder(each, name),
  );
}
