import type { z } from 'zod';
import { routingSchemas } from '../../src/gather/arm/routing-configurations.ts';
import { schemaByType } from '../../src/gather/list-reads.ts';
import type { KubernetesReadName } from '../../src/kubernetes/kubernetes-reads.ts';
import { computeUsage } from '../../src/model/azure/compute.ts';
import { subscription } from '../../src/model/azure/subscription.ts';
import { subnetUsage } from '../../src/model/azure/virtual-network.ts';
import { namedObject } from '../../src/model/kubernetes/named-object.ts';
import { networkPolicy } from '../../src/model/kubernetes/network-policy.ts';
import { kubernetesNode } from '../../src/model/kubernetes/node.ts';
import { podDisruptionBudget } from '../../src/model/kubernetes/pod-disruption-budget.ts';
import { workload } from '../../src/model/kubernetes/workload.ts';
import { resourceTypeOf } from '../../src/model/resource-id.ts';
import type { World } from './world.ts';

/** An object that an audit reads, with the schema that reads it. */
export interface Item {
  /** `managedClusters`, `routeTables`, `nodes of the API` … */
  readonly kind: string;
  readonly schema: z.ZodType;
  readonly raw: unknown;
}

const [named, ruleCollection, member] = routingSchemas;
const ofRouting: Readonly<Record<string, z.ZodType | undefined>> = {
  'microsoft.network/networkmanagers': named,
  'microsoft.network/networkmanagers/routingconfigurations': named,
  'microsoft.network/networkmanagers/routingconfigurations/rulecollections': ruleCollection,
  'microsoft.network/networkmanagers/networkgroups/staticmembers': member,
};

const ofKubernetes: Readonly<Partial<Record<KubernetesReadName, z.ZodType>>> = {
  nodes: kubernetesNode,
  networkPolicies: networkPolicy,
  podDisruptionBudgets: podDisruptionBudget,
  kubeSystemConfigMaps: namedObject,
  daemonSets: workload,
  deployments: workload,
  statefulSets: workload,
};

/** Everything that an audit may read of the world. */
export function itemsOf({ estate, inside }: World): readonly Item[] {
  const resources = estate.resources.flatMap((raw): Item[] => {
    const type = resourceTypeOf(raw.id) ?? '';
    const schema = schemaByType.get(type) ?? ofRouting[type];
    return schema === undefined ? [] : [{ kind: type.split('/').slice(1).join('/'), schema, raw }];
  });
  const objects = [...inside.values()].flatMap((lists) =>
    Object.entries(lists).flatMap(([name, raws]) =>
      raws.map((raw): Item => ({ kind: `${name} of the API`, schema: kubernetesSchema(name), raw })),
    ),
  );
  return [
    ...estate.subscriptions.map((raw): Item => ({ kind: 'subscriptions', schema: subscription, raw })),
    ...resources,
    ...estate.subnetUsages.map((raw): Item => ({ kind: 'subnet usages', schema: subnetUsage, raw })),
    ...estate.computeUsages.map((raw): Item => ({ kind: 'compute usages', schema: computeUsage, raw })),
    ...objects,
  ];
}

function kubernetesSchema(name: string): z.ZodType {
  return Object.entries(ofKubernetes).find(([each]) => each === name)?.[1] ?? namedObject;
}
