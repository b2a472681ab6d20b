import type { ManagementLock } from '../model/azure/authorization.ts';
import type { ManagedCluster } from '../model/azure/managed-cluster.ts';
import type { RouteTable } from '../model/azure/route-table.ts';
import type { Fact } from '../model/fact.ts';

/** What is read of a cluster, and of what it left, to prove its migration. */
export interface AfterMigration {
  readonly managedCluster: Fact<ManagedCluster>;
  /** For each table of before: what it holds now, or null where it is gone. */
  readonly tables: readonly { readonly id: string; readonly table: Fact<RouteTable | null> }[];
  /** The node subnets of before, and the others that used the table: the table each has now, null for none. */
  readonly subnets: readonly { readonly id: string; readonly routeTableId: Fact<string | null> }[];
  readonly locks: Fact<readonly ManagementLock[]>;
}
