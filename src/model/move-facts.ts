import { z } from 'zod';

const tally = z.number().int().nonnegative();

const movePoolSchema = z.object({
  name: z.string(),
  mode: z.string().nullable(),
  vmSize: z.string().nullable(),
  nodes: tally.nullable(),
  /** Nodes that an upgrade of the pool adds at its present size. Null where the pool does not state that, as `nodes`. */
  surge: tally.nullable(),
  /** Minutes that AKS waits for a node to drain; null where AKS's own default holds. */
  drainTimeoutMinutes: tally.nullable(),
  /** As Azure has it: `5`, `33%`. Absent where AKS's own default holds, and in reports of earlier versions. */
  maxSurge: z.string().optional(),
  /** Where the autoscaler runs the pool, its bounds. Not in reports of earlier versions. */
  autoscaler: z.object({ min: tally, max: tally }).optional(),
  isSpot: z.boolean(),
  kubernetesVersion: z.string().nullable(),
  provisioningState: z.string().nullable(),
});
export type MovePool = z.infer<typeof movePoolSchema>;

const ownRouteSchema = z.object({
  routeTableId: z.string(),
  name: z.string(),
  addressPrefix: z.string(),
  nextHopType: z.string(),
  nextHopIpAddress: z.string().nullable(),
});
export type OwnRoute = z.infer<typeof ownRouteSchema>;

/**
 * What a migration of the cluster has to know beside the report's own fields, and what its result is compared with. Null where it
 * could not be read.
 */
export const moveFactsSchema = z.object({
  nodeResourceGroup: z.string().nullable(),
  provisioningState: z.string().nullable(),
  powerState: z.string().nullable(),
  networkDataplane: z.string().nullable(),
  identity: z.object({
    /** `SystemAssigned`, `UserAssigned`, `None`. */
    type: z.string().nullable(),
    userAssignedIds: z.array(z.string()),
  }),
  pools: z.array(movePoolSchema),
  upgradeChannel: z.string().nullable(),
  nodeOsUpgradeChannel: z.string().nullable(),
  /** Routes of the tables that the owner, not AKS, has put there. */
  ownRoutes: z.array(ownRouteSchema).nullable(),
  /** Routes of the tables that are AKS's: they lead to pods. */
  podRoutes: tally.nullable(),
  /** In the names of its nodes, `12345678` of `aks-system-12345678-vmss000000`. Absent where no node says, and in earlier versions. */
  clusterNumbers: z.array(z.string()).optional(),
  gateways: z.array(
    z.object({ id: z.string(), subnetId: z.string().nullable(), addressPrefixes: z.array(z.string()) }),
  ),
});
export type MoveFacts = z.infer<typeof moveFactsSchema>;
