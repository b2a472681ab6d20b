import { z } from 'zod';
import { listOf, maybe, type ObjectName, objectMeta, objectName } from './object-meta.ts';

/** A range that a rule allows, without the ranges cut out of it. */
export interface IpBlock {
  readonly cidr: string;
  readonly except: readonly string[];
}

/** A `NetworkPolicy` of networking.k8s.io: what an audit asks of it. */
export interface NetworkPolicy extends ObjectName {
  /** Of its egress rules; empty where the policy does not speak of egress. */
  readonly egressIpBlocks: readonly IpBlock[];
}

const ipBlock = z.object({ cidr: z.string(), except: listOf(z.string()) });

/** @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ */
export const networkPolicy = z
  .object({
    metadata: objectMeta,
    spec: maybe(
      z.object({
        policyTypes: maybe(z.array(z.string())),
        egress: listOf(z.object({ to: listOf(z.object({ ipBlock: maybe(ipBlock) })) })),
      }),
    ),
  })
  .transform(({ metadata, spec }): NetworkPolicy => {
    // Without policyTypes, egress rules count where there are any.
    const rules = (spec?.policyTypes?.includes('Egress') ?? true) ? (spec?.egress ?? []) : [];
    return {
      ...objectName(metadata),
      egressIpBlocks: rules.flatMap(({ to }) =>
        to.flatMap(({ ipBlock: block }) => (block === undefined ? [] : [block])),
      ),
    };
  });
