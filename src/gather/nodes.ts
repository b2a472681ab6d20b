import type { NetworkInterface, ScaleSetInstance } from '../model/azure/compute.ts';
import type { ClusterNode } from '../model/cluster-facts.ts';
import { allKnown, type Fact, mapFact } from '../model/fact.ts';
import type { SourceKind } from '../model/report.ts';
import { parentResourceId, resourceKey, resourceNameOf, segmentAfter } from '../model/resource-id.ts';
import type { NodeResources } from './azure-source.ts';

/**
 * The cluster's nodes, sorted by name. Scale set instances tell most. A saved folder often has no instances: there the network
 * interfaces still name the nodes, without age and power state. From Azure itself a refused list stays a refused list, so that the
 * reader learns of the right that is missing.
 */
export function nodes(resources: NodeResources, source: SourceKind): Fact<readonly ClusterNode[]> {
  const ofScaleSets =
    resources.instances.known || source !== 'input'
      ? mapFact(resources.instances, (all) => all.map(fromInstance))
      : mapFact(resources.scaleSetInterfaces, (all) => all.map(({ id }) => fromScaleSetInterface(id)));
  const machines = mapFact(resources.machineInterfaces, (all) => all.flatMap(fromMachineInterface));
  // Where both lists are refused, the instances' refusal is the one to mend.
  const scaled = ofScaleSets.known ? ofScaleSets : resources.instances;
  return mapFact(allKnown<readonly ClusterNode[]>([scaled as Fact<readonly ClusterNode[]>, machines]), (lists) =>
    distinctNodes(lists.flat()),
  );
}

function fromInstance(instance: ScaleSetInstance): ClusterNode {
  return {
    name: instance.osProfile?.computerName?.toLowerCase() ?? instanceNodeName(instance.id),
    resourceId: resourceKey(instance.id),
    poolName: poolOfScaleSet(segmentAfter(instance.id, 'virtualMachineScaleSets') ?? ''),
    powerState: powerState(instance),
    createdAt: instance.timeCreated,
  };
}

function fromScaleSetInterface(interfaceId: string): ClusterNode {
  const id = parentResourceId(interfaceId);
  return {
    name: instanceNodeName(id),
    resourceId: resourceKey(id),
    poolName: poolOfScaleSet(segmentAfter(id, 'virtualMachineScaleSets') ?? ''),
    powerState: undefined,
    createdAt: undefined,
  };
}

function fromMachineInterface({ virtualMachine }: NetworkInterface): ClusterNode[] {
  if (virtualMachine === undefined) return [];
  const name = resourceNameOf(virtualMachine).toLowerCase();
  return [
    {
      name,
      resourceId: resourceKey(virtualMachine),
      poolName: poolOfMachine(name),
      powerState: undefined,
      createdAt: undefined,
    },
  ];
}

/**
 * A uniform scale set names its computers after itself and the instance id in six digits of base 36: instance 10 of
 * `aks-np1-12345678-vmss` is `aks-np1-12345678-vmss00000a`.
 * @see https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/provider/azure_vmss.go
 */
export function instanceNodeName(instanceId: string): string {
  const scaleSet = segmentAfter(instanceId, 'virtualMachineScaleSets') ?? '';
  const number = Number(resourceNameOf(instanceId));
  return `${scaleSet}${Number.isInteger(number) ? number.toString(36).padStart(6, '0') : resourceNameOf(instanceId)}`.toLowerCase();
}

/** AKS names a scale set `aks-<pool>-<8 digits>-vmss`. */
function poolOfScaleSet(name: string): string | undefined {
  return /^aks-(.+)-\d{8}-vmss$/i.exec(name)?.[1]?.toLowerCase();
}

/** And a machine of an availability set `aks-<pool>-<8 digits>-<n>`. */
function poolOfMachine(name: string): string | undefined {
  return /^aks-(.+)-\d{8}-\d+$/i.exec(name)?.[1]?.toLowerCase();
}

/** `PowerState/running` → `running`. */
function powerState(instance: ScaleSetInstance): string | undefined {
  const statuses = [...(instance.instanceView?.statuses ?? []), ...(instance.extended?.instanceView?.statuses ?? [])];
  const codes = [instance.extended?.instanceView?.powerState?.code, ...statuses.map(({ code }) => code)];
  const code = codes.find((each) => each !== undefined && /^powerstate\//i.test(each));
  return code?.slice('PowerState/'.length).toLowerCase();
}

function distinctNodes(all: readonly ClusterNode[]): ClusterNode[] {
  return [...new Map(all.map((node) => [node.name, node])).values()].sort((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
  );
}
