import { z } from 'zod';

/**
 * What a node's routes come to. `pending`: it has no route and misses none yet, being young or not running. `unknown`: what would
 * tell could not be read, or the cluster is stopped.
 */
export const nodeRouteStates = ['right', 'missing', 'wrongHop', 'forwardingOff', 'pending', 'unknown'] as const;
export type NodeRouteState = (typeof nodeRouteStates)[number];

const tally = z.number().int().nonnegative();

const routeStateCountsSchema = z.object({
  right: tally,
  missing: tally,
  wrongHop: tally,
  forwardingOff: tally,
  pending: tally,
  unknown: tally,
});
export type RouteStateCounts = z.infer<typeof routeStateCountsSchema>;

const pictureNodeSchema = z.object({
  name: z.string(),
  pool: z.string().nullable(),
  addresses: z.array(z.string()),
  /** Of its routes inside the pod CIDRs. */
  prefixes: z.array(z.string()),
  state: z.enum(nodeRouteStates),
  /** Where the wrong route leads: an address, or a next hop type. */
  nextHop: z.string().nullable(),
});
export type PictureNode = z.infer<typeof pictureNodeSchema>;

/**
 * What the picture of a cluster's network is drawn from. Ids are lower case. A part is null where it could not be read; its size
 * does not grow with the cluster's.
 */
export const networkPictureSchema = z.object({
  virtualNetworks: z.array(z.object({ id: z.string(), addressPrefixes: z.array(z.string()) })).nullable(),
  subnets: z
    .array(
      z.object({
        id: z.string(),
        addressPrefixes: z.array(z.string()),
        routeTableId: z.string().nullable(),
        /** Addresses. */
        capacity: tally.nullable(),
        used: tally.nullable(),
      }),
    )
    .nullable(),
  routeTables: z
    .array(
      z.object({
        id: z.string(),
        /** Routes. */
        used: tally,
        limit: tally,
        /** Those of the cluster's present nodes; null where the nodes are not known. */
        podRoutes: tally.nullable(),
        defaultRoute: z.object({ nextHopType: z.string(), nextHopIpAddress: z.string().nullable() }).nullable(),
        /** Subnets on the table that hold no nodes; null where that could not be told. */
        foreignSubnetIds: z.array(z.string()).nullable(),
        /** Other audited clusters that use the table; null where that could not be told. */
        otherClusterIds: z.array(z.string()).nullable(),
      }),
    )
    .nullable(),
  /** `states` counts the pool's nodes as they are listed, which may differ from `count`; null where there is no list. */
  pools: z.array(
    z.object({
      /** Null for nodes whose pool is not known. */
      name: z.string().nullable(),
      subnetId: z.string().nullable(),
      /** Null where the pool does not state it. */
      count: tally.nullable(),
      states: routeStateCountsSchema.nullable(),
    }),
  ),
  /** All nodes of a small cluster; of a larger one those with a problem, at most so many. The rest is in `pools` only. */
  nodes: z.array(pictureNodeSchema).nullable(),
  /** Routes whose node is gone: how many, and the first of them. */
  staleRoutes: z
    .object({
      count: tally,
      shown: z.array(z.object({ name: z.string(), addressPrefix: z.string(), routeTableId: z.string() })),
    })
    .nullable(),
  /** Why the state of the routes is not known; null where it is. */
  reason: z.string().nullable(),
});
export type NetworkPicture = z.infer<typeof networkPictureSchema>;
