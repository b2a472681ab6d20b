import type { NetworkInterface } from '../model/azure/compute.ts';
import type { NodeInterface } from '../model/cluster-facts.ts';
import { allKnown, type Fact, mapFact } from '../model/fact.ts';
import { parentResourceId, resourceKey, resourceNameOf } from '../model/resource-id.ts';
import type { NodeResources } from './azure-source.ts';
import { instanceNodeName } from './nodes.ts';

/** The primary interface of each node, sorted by node. The only interface of a node is its primary one, whatever it says. */
export function nodeInterfaces(resources: NodeResources): Fact<readonly NodeInterface[]> {
  const names = instanceNames(resources);
  const ofScaleSets = mapFact(resources.scaleSetInterfaces, (all) =>
    all.map((each) => {
      const instanceId = parentResourceId(each.id);
      return { each, node: names.get(resourceKey(instanceId)) ?? instanceNodeName(instanceId) };
    }),
  );
  const ofMachines = mapFact(resources.machineInterfaces, (all) =>
    all.flatMap((each) =>
      each.virtualMachine === undefined ? [] : [{ each, node: resourceNameOf(each.virtualMachine).toLowerCase() }],
    ),
  );
  return mapFact(allKnown([ofScaleSets, ofMachines]), (lists) => {
    const byNode = Map.groupBy(lists.flat(), ({ node }) => node);
    return [...byNode]
      .map(([node, interfaces]) =>
        toNodeInterface(
          node,
          interfaces.map(({ each }) => each),
        ),
      )
      .sort((a, b) => (a.nodeName < b.nodeName ? -1 : 1));
  });
}

/** Computer names, by instance: they are right also where a scale set does not follow the naming rule. */
function instanceNames({ instances }: NodeResources): ReadonlyMap<string, string> {
  const known = instances.known ? instances.value : [];
  return new Map(
    known.flatMap(({ id, osProfile }) =>
      osProfile?.computerName === undefined ? [] : [[resourceKey(id), osProfile.computerName.toLowerCase()] as const],
    ),
  );
}

function toNodeInterface(nodeName: string, interfaces: readonly NetworkInterface[]): NodeInterface {
  const primary = interfaces.find((each) => each.primary === true) ?? interfaces[0];
  return {
    nodeName,
    resourceId: resourceKey(primary?.id ?? ''),
    privateIpAddresses: primary?.ipConfigurations.flatMap(({ privateIPAddress }) => privateIPAddress ?? []) ?? [],
    enableIPForwarding: primary?.enableIPForwarding,
  };
}
