import { z } from 'zod';
import { listOf, maybe, objectMeta } from './object-meta.ts';

/** A `Node` object: a machine that has joined the cluster, whatever Azure knows of it. */
export interface KubernetesNode {
  /** Lower case. */
  readonly name: string;
  /** The ranges its pods get addresses from; empty while the controller has given it none. */
  readonly podCidrs: readonly string[];
  /** ISO 8601 in UTC; undefined where the list does not tell. */
  readonly createdAt: string | undefined;
  /**
   * False for a machine that joined with the label `kubernetes.azure.com/managed=false`: Azure's controller writes no route for it.
   * @see https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/provider/azure.go
   */
  readonly hasAzureRoutes: boolean;
}

/** @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/node-v1/ */
export const kubernetesNode = z
  .object({
    metadata: objectMeta,
    spec: maybe(z.object({ podCIDR: maybe(z.string()), podCIDRs: listOf(z.string()) })),
  })
  .transform(({ metadata, spec }): KubernetesNode => {
    const single = spec?.podCIDR === undefined ? [] : [spec.podCIDR];
    return {
      name: metadata.name.toLowerCase(),
      podCidrs: spec !== undefined && spec.podCIDRs.length > 0 ? spec.podCIDRs : single,
      createdAt: metadata.creationTimestamp,
      hasAzureRoutes: metadata.labels['kubernetes.azure.com/managed'] !== 'false',
    };
  });
