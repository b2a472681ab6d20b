import type { PagedAsyncIterableIterator } from '@azure/arm-network';
import type { z } from 'zod';
import type { ArmClients } from './arm-clients.ts';
import type { ArmParent } from './arm-parent.ts';

/** Lists whose items have lists of their own. */
type ListedAbove = 'virtualNetworks' | 'scaleSets' | 'managedClusters' | 'networkManagers' | 'routingConfigurations';

/** What a list holds: one row for both sources, a folder and what is masked. */
export interface ListedItems {
  /** What an audit reads of an item. */
  readonly schema: z.ZodType;
  /** The command that saves the list, for a reader whose folder lacks it. */
  readonly command: string;
  /**
   * Whether a part would be mistaken for all there is: a node that is not listed makes its route look stale, a lock that is not makes
   * the cluster look free.
   */
  readonly isWholeOnly?: true;
  /** In lower case, where ids spell another type than the permission, or items have no ids of their own. */
  readonly type?: string;
  /** How Resource Graph tells the same list of whole subscriptions; without it ARM is asked. */
  readonly graph?: GraphRows;
}

/** @see https://learn.microsoft.com/azure/governance/resource-graph/reference/supported-tables-resources */
export interface GraphRows {
  readonly table: string;
  /** A condition in Kusto, for a table of which only some rows matter. */
  readonly where?: string;
  /** In Kusto, what is asked for of an item's `properties` where all of them would be many bytes. */
  readonly properties?: string;
}

interface About {
  /** The permission the identity needs: the resource type, and `/read`. */
  readonly action: string;
  /**
   * What the caller names: nothing (the tenant), a subscription (or, for most, a resource group), a region's entry of a provider, an
   * item of another list, or the resource itself.
   */
  readonly below: 'tenant' | 'subscription' | 'location' | 'resource' | ListedAbove;
  /**
   * Whether a cloud or subscription may not have the type at all. Azure then answers the list with 404, or says that the provider is
   * not registered: there is none, which is an answer.
   */
  readonly mayBeMissing?: true;
  /** What an audit needs it for, for `doctor` and the permissions page. */
  readonly why: string;
  /** Of a list that a folder can hold. */
  readonly items?: ListedItems;
}

/** A list, by an operation of Azure's own client. */
interface ListOperation extends About {
  readonly list: (clients: ArmClients, parent: ArmParent) => PagedAsyncIterableIterator<unknown>;
}

/** One resource, by an operation of Azure's own client. */
interface GetOperation extends About {
  readonly get: (clients: ArmClients, parent: ArmParent) => Promise<unknown>;
}

/** What has no maintained client in JavaScript, or is one read of a client of many megabytes. */
export interface PathRead extends About {
  /** `{parent}` is a resource id, a subscription or a resource group; paths without it are the tenant's. */
  readonly path: string;
  readonly apiVersion: string;
  readonly query?: Readonly<Record<string, string>>;
}

/** One thing that is read from ARM, and the permission the identity needs for it. */
export type ArmRead = ListOperation | GetOperation | PathRead;

/** The type of what is read, `Microsoft.Network/routeTables`. */
export function resourceTypeOfRead({ action }: ArmRead): string {
  return action.replace(/\/(read|action)$/, '');
}

/** How ids spell the type of a list's items, in lower case. */
export function typeOfItems(read: ArmRead): string {
  return read.items?.type ?? resourceTypeOfRead(read).toLowerCase();
}

/** The path of a read below `parent`, with its API version and query. */
export function armPath(read: PathRead, parent = ''): string {
  const query = new URLSearchParams({ 'api-version': read.apiVersion, ...read.query });
  return `${read.path.replace('{parent}', () => parent)}?${query}`;
}
