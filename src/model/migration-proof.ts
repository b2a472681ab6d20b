import { z } from 'zod';
import { moveFactsSchema } from './move-facts.ts';

/** What is remembered of a cluster while it is on kubenet, to prove its migration by. */
export const beforeMigrationSchema = z.object({
  id: z.string(),
  name: z.string(),
  location: z.string(),
  subscriptionId: z.string(),
  resourceGroup: z.string(),
  /** Of the audit that saw it, ISO 8601 in UTC. */
  asOf: z.string(),
  networkPolicy: z.string(),
  podCidrs: z.array(z.string()),
  routeTableIds: z.array(z.string()),
  nodeSubnetIds: z.array(z.string()),
  /** Subnets that used the cluster's table and held no nodes. */
  foreignSubnetIds: z.array(z.string()),
  /** Tables that no other audited cluster used. Absent in rows of earlier versions: then whose a route is may not be known. */
  unsharedTableIds: z.array(z.string()).optional(),
  locks: z.array(z.object({ id: z.string(), level: z.string() })),
  move: moveFactsSchema,
});
export type BeforeMigration = z.infer<typeof beforeMigrationSchema>;

/**
 * `migrated`: everything that Azure tells is as it must be. `leftovers`: the cluster is on Overlay, and something is left lying around.
 * `half`: it began and did not end. `notMigrated`: it is on kubenet. `unknown`: what would tell could not be read.
 */
const migrationStates = ['migrated', 'leftovers', 'half', 'notMigrated', 'unknown'] as const;
export type MigrationState = (typeof migrationStates)[number];

const proofItemSchema = z.object({
  id: z.string(),
  /** Whether the migration itself hangs on it; otherwise it is something to clear up. */
  isCore: z.boolean(),
  title: z.string(),
  /** `ask`: Azure does not tell; the commands do. */
  status: z.enum(['pass', 'fail', 'unknown', 'ask']),
  expected: z.string(),
  found: z.string(),
  /** How to mend what fails, or to look at what Azure does not tell. */
  commands: z.array(z.string()),
});
export type ProofItem = z.infer<typeof proofItemSchema>;

export const migrationProofSchema = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(migrationStates),
  /** A sentence. */
  summary: z.string(),
  /** Of the audit that saw it on kubenet last. */
  lastOnKubenet: z.string(),
  /** Of the first audit that saw it elsewhere; in a comparison of its own, of that. */
  seenMigrated: z.string(),
  items: z.array(proofItemSchema),
});
export type MigrationProof = z.infer<typeof migrationProofSchema>;

/** A cluster that was on kubenet, and when it was first seen elsewhere. */
export interface MovedCluster {
  readonly before: BeforeMigration;
  /** ISO 8601 in UTC. */
  readonly seenMigrated: string;
}
