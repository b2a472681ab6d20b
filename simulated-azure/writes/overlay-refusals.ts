import type { ArmResource } from '../estate/estate.ts';
import { usableAddresses } from '../estate/ip-address.ts';
import type { SimulationState } from '../simulation-state.ts';
import { type Answer, armError } from '../wire/answer.ts';
import { asRecord, asRecords, type Properties, propertiesOf, sameText, textOf } from './change-estate.ts';
import { networks, nodeSubnetIds, startsMigration, tablesOf } from './migrate-cluster.ts';
import { mostNodes, poolsOf } from './pools.ts';

/** What a rule looks at. */
interface Attempt {
  readonly before: ArmResource;
  readonly after: ArmResource;
  readonly was: Properties;
  readonly is: Properties;
  readonly state: SimulationState;
}

/** A code and a sentence; undefined where the rule has nothing against it. */
type Rule = (attempt: Attempt) => readonly [code: string, message: string] | undefined;

/** Why AKS refuses this update at once, in its own words; undefined where it does not. */
export function refusal(before: ArmResource, after: ArmResource, state: SimulationState): Answer | undefined {
  const [was, is] = [networkProfileOf(before), networkProfileOf(after)];
  const rules = [nodeTotal, calicoTooOld, ...(startsMigration(was, is) ? migrationRules : [])];
  for (const rule of rules) {
    const refused = rule({ before, after, was, is, state });
    if (refused !== undefined) return armError(400, refused[0], refused[1], {});
  }
  return undefined;
}

export function networkProfileOf(cluster: ArmResource): Properties {
  return asRecord(propertiesOf(cluster)['networkProfile']);
}

const nodeTotal: Rule = ({ before, after, was }) => {
  if (!sameText(was['networkPlugin'], 'kubenet')) return undefined;
  const limit = JSON.stringify(was['ipFamilies'] ?? []).includes('IPv6') ? 200 : 400;
  const total = poolsOf(after).reduce((sum, pool) => sum + mostNodes(pool), 0);
  return total <= limit
    ? undefined
    : [
        'ValidationError',
        `KubenetNodeCountTotalExceedsLimit: the total node count ${total} of ${before.name} exceeds the limit ${limit} of kubenet.`,
      ];
};

/** Uninstalling an engine is refused below Kubernetes 1.30. */
const calicoTooOld: Rule = ({ before, was, is }) =>
  sameText(was['networkPolicy'], 'calico') && sameText(is['networkPolicy'] ?? 'none', 'none') && minorOf(before) < 30
    ? ['BadRequest', 'Uninstalling network policy requires Kubernetes version 1.30 or higher.']
    : undefined;

const migrationRules: readonly Rule[] = [
  ({ is }) =>
    sameText(is['networkPolicy'] ?? 'none', 'none')
      ? undefined
      : [
          'ValidationError',
          'Cannot update cluster to Azure CNI Overlay while using network policies. Uninstall the network policy first.',
        ],
  ({ is }) =>
    sameText(is['networkPluginMode'], 'overlay')
      ? undefined
      : ['BadRequest', 'A cluster that uses kubenet can only be updated to networkPluginMode overlay.'],
  ({ was, is }) =>
    textOf(is['podCidr']) === textOf(was['podCidr'])
      ? undefined
      : [
          'UnsupportedNetworkPluginModeWithNetworkPlugin',
          'networkProfile.networkPluginMode overlay cannot be used with network plugin kubenet.',
        ],
  ({ before }) =>
    minorOf(before) < 27 ? ['BadRequest', 'Azure CNI Overlay requires Kubernetes version 1.27 or higher.'] : undefined,
  ({ before }) =>
    isOwnNetwork(before) && !/UserAssigned/i.test(textOf(asRecord(before['identity'])['type']))
      ? [
          'CustomRouteTableMissingPermission',
          'The identity of the cluster may not write the route table of its subnet.',
        ]
      : undefined,
  ({ before, state }) => {
    const subnet = nodeSubnets(before, state).find(({ tableId }) => tableId === '');
    return subnet && ['SubnetMissingRouteTableAssociation', `Subnet ${subnet.id} has no route table associated.`];
  },
  ({ before, state }) => {
    const nodes = nodeSubnetIds(before, state);
    const foreign = tablesOf(before, state)
      .flatMap((table) => asRecords(propertiesOf(table)['subnets']))
      .find(({ id }) => !nodes.has(textOf(id).toLowerCase()));
    return (
      foreign && [
        'CustomRouteTableWithUnsupportedSubnet',
        `The route table is associated with another subnet: ${textOf(foreign['id'])}.`,
      ]
    );
  },
  ({ after, was }) => {
    const total = poolsOf(after).reduce((sum, pool) => sum + mostNodes(pool), 0);
    const blocks = 2 ** (24 - Number(textOf(was['podCidr']).split('/')[1]));
    return total <= blocks
      ? undefined
      : ['InsufficientSubnetSize', `NetworkProfile_PodCIDR: ${blocks} blocks do not hold ${total} nodes.`];
  },
  ({ after, before, state }) => {
    const total = poolsOf(after).reduce((sum, pool) => sum + mostNodes(pool), 0);
    const room = nodeSubnets(before, state).reduce((sum, { prefix }) => sum + usableAddresses(prefix), 0);
    return total <= room
      ? undefined
      : ['InsufficientSubnetSize', `AgentPoolProfile_VnetSubnetID: ${room} addresses do not hold ${total} nodes.`];
  },
  ({ was }) =>
    meets(textOf(was['podCidr']), textOf(was['serviceCidr']))
      ? ['PodCidrOverlapServiceCidr', 'The pod CIDR overlaps the service CIDR.']
      : undefined,
  (attempt) => overlapped(attempt, 'podCidr', 'PodCidrOverlapExistingSubnetsCidr'),
  (attempt) => overlapped(attempt, 'serviceCidr', 'ServiceCidrOverlapExistingSubnetsCidr'),
];

function overlapped({ before, was, state }: Attempt, range: 'podCidr' | 'serviceCidr', code: string): ReturnType<Rule> {
  const nodes = nodeSubnetIds(before, state);
  const all = networks(state).flatMap((network) =>
    asRecords(propertiesOf(network)['subnets']).map((each) => ({ network, each })),
  );
  const own = new Set(
    all.filter(({ each }) => nodes.has(textOf(each['id']).toLowerCase())).map(({ network }) => network),
  );
  const met = all.find(({ network, each }) => own.has(network) && meets(textOf(was[range]), prefixOf(each)));
  return met && [code, `${range} ${textOf(was[range])} overlaps subnet ${textOf(met.each['name'])}.`];
}

function isOwnNetwork(cluster: ArmResource): boolean {
  return poolsOf(cluster).some((pool) => textOf(pool['vnetSubnetID']) !== '');
}

function nodeSubnets(cluster: ArmResource, state: SimulationState) {
  const nodes = nodeSubnetIds(cluster, state);
  return networks(state)
    .flatMap((network) => asRecords(propertiesOf(network)['subnets']))
    .filter(({ id }) => nodes.has(textOf(id).toLowerCase()))
    .map((subnet) => ({
      id: textOf(subnet['id']),
      prefix: prefixOf(subnet),
      tableId: textOf(asRecord(asRecord(subnet['properties'])['routeTable'])['id']),
    }));
}

function prefixOf(subnet: Properties): string {
  const properties = asRecord(subnet['properties']);
  const several: unknown = properties['addressPrefixes'];
  const all = [properties['addressPrefix'], ...(Array.isArray(several) ? several : [])].map(textOf);
  return all.find((each) => each.includes('.')) ?? '';
}

/** Of IPv4 ranges; what is none meets nothing. */
function meets(one: string, other: string): boolean {
  const [a, b] = [rangeOf(one), rangeOf(other)];
  return a !== undefined && b !== undefined && a.first <= b.last && b.first <= a.last;
}

function rangeOf(text: string): { readonly first: number; readonly last: number } | undefined {
  const [address = '', length = ''] = text.split('/');
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(address) || length === '') return undefined;
  const size = 2 ** (32 - Number(length));
  const value = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const first = Math.floor(value / size) * size;
  return { first, last: first + size - 1 };
}

function minorOf(cluster: ArmResource): number {
  return Number(/^1\.(\d+)/.exec(textOf(propertiesOf(cluster)['currentKubernetesVersion']))?.[1] ?? 99);
}
