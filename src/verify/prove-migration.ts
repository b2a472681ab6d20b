import { isEnum, type ManagedCluster } from '../model/azure/managed-cluster.ts';
import type { BeforeMigration, MigrationProof, MigrationState, ProofItem } from '../model/migration-proof.ts';
import type { AfterMigration } from './after-migration.ts';
import { clusterItems } from './cluster-items.ts';
import { insideItems } from './inside-items.ts';
import { leftoverItems } from './leftover-items.ts';
import { networkItems } from './network-items.ts';
import { renderFor } from './render.ts';

/**
 * Whether the cluster left kubenet whole, item by item, against what was remembered of it. Pure; what could not be read is said so and
 * is never a pass.
 * @param seenMigrated ISO 8601, of the first audit that saw it elsewhere
 */
export function proveMigration(before: BeforeMigration, after: AfterMigration, seenMigrated: string): MigrationProof {
  const { id, name, asOf: lastOnKubenet } = before;
  const base = { id, name, lastOnKubenet, seenMigrated };
  if (!after.managedCluster.known) {
    return {
      ...base,
      state: 'unknown',
      summary: `${name} could not be read: ${after.managedCluster.reason}`,
      items: [],
    };
  }
  const cluster = after.managedCluster.value;
  const render = renderFor(before);
  const found = [
    ...clusterItems(before, cluster, render),
    ...networkItems(before, after, render),
    ...leftoverItems(before, cluster, after, render),
    ...insideItems(before, render),
  ];
  const state = stateOf(cluster, found);
  const items = found.map((item) => (mayRun(item, state, found) ? item : { ...item, commands: [] }));
  return { ...base, state, summary: summaryOf(name, state, items), items };
}

/**
 * Nothing is cleared up under nodes that are still on kubenet: their routes are live. Nor is a migration begun from here, since the
 * runbook says what comes before.
 */
function mayRun({ status, isCore }: ProofItem, state: MigrationState, items: readonly ProofItem[]): boolean {
  if (status === 'ask') return true;
  if (state === 'notMigrated') return false;
  const hasEnded = items.every((item) => !item.isCore || item.status === 'pass');
  return isCore || hasEnded;
}

function stateOf({ networkProfile }: ManagedCluster, items: readonly ProofItem[]): MigrationState {
  if (isEnum(networkProfile?.networkPlugin, 'kubenet')) return 'notMigrated';
  const has = (status: ProofItem['status'], isCore: boolean) =>
    items.some((item) => item.status === status && item.isCore === isCore);
  if (has('fail', true)) return 'half';
  if (has('unknown', true)) return 'unknown';
  if (has('fail', false)) return 'leftovers';
  return has('unknown', false) ? 'unknown' : 'migrated';
}

function summaryOf(name: string, state: MigrationState, items: readonly ProofItem[]): string {
  const titles = (status: ProofItem['status'], isCore: boolean) =>
    items.filter((item) => item.status === status && item.isCore === isCore).map(({ title }) => title);
  switch (state) {
    case 'migrated':
      return `${name} is on Azure CNI Overlay, whole, and nothing that Azure tells of is left over.`;
    case 'leftovers':
      return `${name} is on Azure CNI Overlay. Left over: ${titles('fail', false).join('; ')}.`;
    case 'half':
      return `${name} is half-migrated: ${titles('fail', true).join('; ')}. Mend the cause and repeat the update: it goes on where it stopped. What is left over is cleared up after that.`;
    case 'notMigrated':
      return `${name} is still on kubenet, so that nothing is left over yet: its runbook says how it leaves.`;
    case 'unknown':
      return `Whether ${name} is migrated whole is not known: ${[...titles('unknown', true), ...titles('unknown', false)].join('; ')}.`;
    default:
      return state satisfies never;
  }
}
