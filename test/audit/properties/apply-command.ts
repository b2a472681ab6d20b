import type { ArmResource, Estate } from '../../../simulated-azure/estate/estate.ts';
import { isRecord } from '../saved-shapes.ts';

/** A resource that may be changed: the estate's own are shared between tests. */
type Draft = ArmResource & { properties: Record<string, unknown> };

/**
 * What Azure would be after the command. Only changes that are mechanical; `<…>` placeholders must have been filled in.
 * @throws for a command it does not know, so that no fix is silently left out
 */
export function applyCommand(estate: Estate, command: string): Estate {
  const words = splitWords(command.replaceAll(/^#.*\n/gm, ''));
  const verb = words
    .slice(
      0,
      words.findIndex((word) => word.startsWith('--')),
    )
    .join(' ');
  const change = changes[verb];
  if (change === undefined) throw new Error(`No estate knows what "${verb}" does.`);
  const resources = structuredClone(estate.resources) as Draft[];
  return { ...estate, resources: change(resources, optionsOf(words)) };
}

type Options = ReadonlyMap<string, string>;
type Change = (resources: Draft[], options: Options) => Draft[];

const changes: Readonly<Record<string, Change>> = {
  'az network route-table route delete': (all, options) => {
    const table = named(all, 'routeTables', options.get('--route-table-name'));
    table.properties['routes'] = listOf(table, 'routes').filter(({ name }) => name !== options.get('--name'));
    return all;
  },
  'az network route-table route create': (all, options) => {
    const table = named(all, 'routeTables', options.get('--route-table-name'));
    const properties = {
      addressPrefix: options.get('--address-prefix'),
      nextHopType: options.get('--next-hop-type'),
      nextHopIpAddress: options.get('--next-hop-ip-address'),
      provisioningState: 'Succeeded',
    };
    const route = { id: `${table.id}/routes/new`, name: options.get('--name'), properties };
    table.properties['routes'] = [...listOf(table, 'routes'), route];
    return all;
  },
  'az network vnet subnet update': (all, options) => {
    const id = options.get('--ids')?.toLowerCase() ?? '';
    const networkId = id.slice(0, id.indexOf('/subnets/'));
    const subnets = listOf(byId(all, networkId), 'subnets');
    const subnet = subnets.find((each) => String(each['id']).toLowerCase() === id);
    const properties = isRecord(subnet?.['properties']) ? subnet['properties'] : {};
    const tableId = options.get('--route-table') ?? '';
    if (tableId === '') delete properties['routeTable'];
    else properties['routeTable'] = { id: tableId };
    return associate(all, id, tableId);
  },
  'az aks nodepool update': (all, options) => {
    const pool = poolOf(all, options);
    const surge = options.get('--max-surge');
    const unavailable = options.get('--max-unavailable');
    const settings = isRecord(pool['upgradeSettings']) ? pool['upgradeSettings'] : {};
    pool['upgradeSettings'] = {
      ...settings,
      ...(surge === undefined ? {} : { maxSurge: surge }),
      ...(unavailable === undefined ? {} : { maxUnavailable: unavailable }),
    };
    return all;
  },
  'az aks update': (all, options) => {
    const cluster = named(all, 'managedClusters', options.get('--name'));
    const policy = options.get('--network-policy');
    const profile = cluster.properties['networkProfile'];
    if (policy !== undefined && isRecord(profile)) profile['networkPolicy'] = policy;
    const channel = options.get('--auto-upgrade-channel');
    const upgrades = cluster.properties['autoUpgradeProfile'];
    if (channel !== undefined && isRecord(upgrades)) upgrades['upgradeChannel'] = channel;
    return all;
  },
  'az aks start': (all, options) => {
    const cluster = named(all, 'managedClusters', options.get('--name'));
    cluster.properties['powerState'] = { code: 'Running' };
    for (const pool of listOf(cluster, 'agentPoolProfiles')) pool['powerState'] = { code: 'Running' };
    return all;
  },
  'az lock delete': (all, options) => all.filter(({ id }) => id !== options.get('--ids')),
  'az role assignment create': (all, options) => {
    const id = `${options.get('--scope')}/providers/Microsoft.Authorization/roleAssignments/new`;
    const networkContributor = '4d97b98b-1d4f-4787-a291-c67834d212e7';
    const properties = {
      principalId: options.get('--assignee'),
      principalType: 'ServicePrincipal',
      roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${networkContributor}`,
      scope: options.get('--scope'),
    };
    return [...all, { id, name: 'new', type: 'Microsoft.Authorization/roleAssignments', properties }];
  },
  'az network nsg rule create': (all, options) => {
    const group = named(all, 'networkSecurityGroups', options.get('--nsg-name'));
    const rule = {
      id: `${group.id}/securityRules/${options.get('--name')}`,
      name: options.get('--name'),
      properties: {
        priority: Number(options.get('--priority')),
        direction: options.get('--direction'),
        access: options.get('--access'),
        protocol: options.get('--protocol'),
        sourcePortRange: '*',
        sourceAddressPrefix: options.get('--source-address-prefixes'),
        destinationPortRange: options.get('--destination-port-ranges'),
        destinationAddressPrefix: options.get('--destination-address-prefixes'),
      },
    };
    group.properties['securityRules'] = [...listOf(group, 'securityRules'), rule];
    return all;
  },
};

/** A table lists the subnets it is on, as the subnets name their table. */
function associate(all: Draft[], subnetId: string, tableId: string): Draft[] {
  for (const table of all.filter(({ type }) => /routeTables$/i.test(type))) {
    const others = listOf(table, 'subnets').filter(({ id }) => String(id).toLowerCase() !== subnetId);
    const isIt = table.id.toLowerCase() === tableId.toLowerCase();
    table.properties['subnets'] = isIt ? [...others, { id: subnetId }] : others;
  }
  return all;
}

function poolOf(all: readonly Draft[], options: Options): Record<string, unknown> {
  const cluster = named(all, 'managedClusters', options.get('--cluster-name'));
  const pool = listOf(cluster, 'agentPoolProfiles').find(({ name }) => name === options.get('--name'));
  if (pool === undefined) throw new Error(`${cluster.name} has no pool ${options.get('--name')}.`);
  return pool;
}

function named(all: readonly Draft[], type: string, name: string | undefined): Draft {
  const ending = new RegExp(`/${type}$`, 'i');
  const found = all.find((each) => ending.test(each.type) && each.name === name);
  if (found === undefined) throw new Error(`The estate has no ${type} ${name}.`);
  return found;
}

function byId(all: readonly Draft[], id: string): Draft {
  const found = all.find((each) => each.id.toLowerCase() === id.toLowerCase());
  if (found === undefined) throw new Error(`The estate has no ${id}.`);
  return found;
}

function listOf({ properties }: Draft, name: string): Record<string, unknown>[] {
  const list = properties[name];
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** `--name value` pairs; the commands of the catalogue have no others. */
function optionsOf(words: readonly string[]): Options {
  return new Map(words.flatMap((word, at) => (word.startsWith('--') ? [[word, words[at + 1] ?? ''] as const] : [])));
}

/** Words as a shell reads them: plain, in single quotes, or in double quotes. */
function splitWords(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? '',
  );
}
