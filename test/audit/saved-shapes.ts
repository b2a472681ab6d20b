import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ArmResource, Estate } from '../../simulated-azure/estate/estate.ts';
import type { ArmClient } from '../../src/arm/arm-client.ts';
import { armReads } from '../../src/arm/arm-reads.ts';
import { resourceTypeOf, subscriptionIdOf } from '../../src/model/resource-id.ts';

/** Contents of files by their path in a folder; text is written as it is. */
export type Files = Readonly<Record<string, unknown>>;

/** A new folder below the system's own for temporary files. Who makes it removes it. */
export async function saveFolder(files: Files): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'kubenet-audit-'));
  for (const [path, content] of Object.entries(files)) {
    const file = join(directory, path);
    await mkdir(dirname(file), { recursive: true });
    const isRaw = typeof content === 'string' || content instanceof Uint8Array;
    await writeFile(file, isRaw ? content : JSON.stringify(content));
  }
  return directory;
}

/** What can be read of the sample estate: everything but the subscription that refuses. */
export function readableResources(estate: Estate, refusing: string): readonly ArmResource[] {
  return estate.resources.filter(({ id }) => subscriptionIdOf(id) !== refusing);
}

/** One `{ value: [...] }` for each type of each subscription, as `az rest` prints lists, and the usages of the subnets. */
export function armLists(resources: readonly ArmResource[], subnetUsages: Estate['subnetUsages']): Files {
  const lists = byTypeAndSubscription(resources).map(([path, items]) => [`${path}.json`, { value: items }] as const);
  return { ...Object.fromEntries(lists), 'subnet-usages.json': { value: subnetUsages } };
}

/** One array for each type of each subscription, as the Azure CLI prints lists. */
export function cliLists(resources: readonly ArmResource[]): Files {
  return Object.fromEntries(
    byTypeAndSubscription(resources).map(([path, items]) => [
      `${path}.json`,
      withNulls(items.map((item) => ({ ...asRecord(flatten(item)), resourceGroup: item.id.split('/')[4] ?? null }))),
    ]),
  );
}

function byTypeAndSubscription(resources: readonly ArmResource[]): [string, readonly ArmResource[]][] {
  const path = ({ id }: ArmResource) => `${subscriptionIdOf(id)}/${resourceTypeOf(id)?.replaceAll('/', '-')}`;
  return [...Map.groupBy(resources, path)];
}

/** Names the CLI spells otherwise than ARM, from recordings of its output. */
const cliNames: Readonly<Record<string, string>> = {
  vnetSubnetID: 'vnetSubnetId',
  podSubnetID: 'podSubnetId',
  dnsServiceIP: 'dnsServiceIp',
  privateIPAddress: 'privateIpAddress',
  privateIPAllocationMethod: 'privateIpAllocationMethod',
  enableIPForwarding: 'enableIpForwarding',
  osSKU: 'osSku',
  enableFIPS: 'enableFips',
  enableRBAC: 'enableRbac',
  azurePortalFQDN: 'azurePortalFqdn',
  diskCSIDriver: 'diskCsiDriver',
  resourceUID: 'resourceUid',
};

/** Lifts `properties` to where they stand, respells, and sorts by name. */
function flatten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(flatten);
  if (!isRecord(value)) return value;
  const { properties, ...own } = value;
  const lifted = { ...(isRecord(properties) ? properties : {}), ...own };
  const entries = Object.entries(lifted).map(([name, each]) => [cliNames[name] ?? name, flatten(each)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The CLI prints null for what an object could have and has not. */
function withNulls(items: readonly Record<string, unknown>[]): unknown[] {
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))].sort();
  return items.map((item) =>
    Object.fromEntries(
      names.map((name) => {
        const value = item[name] ?? null;
        const isListOfObjects = Array.isArray(value) && value.length > 0 && value.every(isRecord);
        return [name, isListOfObjects ? withNulls(value) : value];
      }),
    ),
  );
}

/** An answer of Resource Graph with all its rows. */
export function graphAnswer(rows: readonly unknown[]): unknown {
  return { totalRecords: rows.length, count: rows.length, data: rows, facets: [], resultTruncated: 'false' };
}

/** Passes every read on and keeps what was answered, as a folder that holds all an audit asked for. */
export function recordLists(arm: ArmClient): { readonly client: ArmClient; files(): Files } {
  const saved: unknown[] = [];
  const names = new Map(Object.entries(armReads).map(([name, read]) => [read as unknown, name]));
  return {
    client: {
      ...arm,
      get: async (read, parent) => {
        const resource = await arm.get(read, parent);
        saved.push(resource);
        return resource;
      },
      list: async (read, parent = '') => {
        const value = await arm.list(read, parent);
        saved.push({ read: names.get(read), parent, value });
        return value;
      },
    },
    files: () => Object.fromEntries(saved.map((list, index) => [`lists/${index}.json`, list])),
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
