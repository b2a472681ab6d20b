import { z } from 'zod';
import type { ArmProbe } from '../../arm/arm-client.ts';
import type { ArmRead } from '../../arm/arm-read.ts';
import { type ArmReadName, armReads } from '../../arm/arm-reads.ts';
import { AzureAnswerError, AzureRequestError } from '../../arm/errors.ts';
import { type Access, isGranted, neededActions, type Permission } from './access.ts';

/** @see https://learn.microsoft.com/rest/api/authorization/permissions/list-for-resource-group */
const permissionsRead: ArmRead = {
  path: '{parent}/providers/Microsoft.Authorization/permissions',
  apiVersion: '2022-04-01',
  below: 'subscription',
  action: 'Microsoft.Authorization/permissions/read',
  why: 'what the identity may do',
};

const permissionSchema = z.object({
  actions: z.array(z.string()).default([]),
  notActions: z.array(z.string()).default([]),
});

/** What the identity may read in a subscription: by its own permissions where Azure lists them, else by trying each read on a page. */
export async function readAccess(client: ArmProbe, subscriptionId: string): Promise<ReadonlyMap<string, Access>> {
  const subscription = `/subscriptions/${subscriptionId}`;
  const permissions = await permissionsIn(client, subscription);
  if (permissions === undefined) return tryReads(client, subscription);
  return new Map(
    neededActions.map(({ action }) => [action, { state: isGranted(permissions, action) ? 'granted' : 'refused' }]),
  );
}

/** Undefined where Azure does not list them. */
async function permissionsIn(client: ArmProbe, subscription: string): Promise<readonly Permission[] | undefined> {
  try {
    return z.array(permissionSchema).safeParse(await client.list(permissionsRead, subscription)).data;
  } catch (error) {
    if (error instanceof AzureRequestError || error instanceof AzureAnswerError) return undefined;
    throw error;
  }
}

/** One page of every list, in the order of `armReads`, so that a list's parent has been read before it. */
async function tryReads(client: ArmProbe, subscription: string): Promise<ReadonlyMap<string, Access>> {
  const found = new Map<ArmReadName, readonly Sample[]>();
  const access = new Map<string, Access>();
  // The keys of a literal are exactly its own names; Object.keys only widens them.
  for (const name of Object.keys(armReads) as ArmReadName[]) {
    const read: ArmRead = armReads[name];
    if (read.below === 'tenant' || access.has(read.action)) continue;
    const parent = parentFor(read, subscription, found);
    if (parent === undefined) {
      access.set(read.action, { state: 'untried', reason: 'nothing there to try it on' });
      continue;
    }
    const { items, ...answer } = await tryRead(client, read, parent);
    found.set(name, items);
    access.set(read.action, answer);
  }
  return access;
}

const sampleSchema = z.object({ id: z.string(), location: z.string().optional() });
type Sample = z.infer<typeof sampleSchema>;

function parentFor(
  { below }: ArmRead,
  subscription: string,
  found: ReadonlyMap<ArmReadName, readonly Sample[]>,
): string | undefined {
  if (below === 'subscription') return subscription;
  if (below === 'location') {
    const { location } = [...found.values()].flat().find((each) => each.location !== undefined) ?? {};
    return location === undefined ? undefined : `${subscription}/providers/Microsoft.Compute/locations/${location}`;
  }
  return below === 'tenant' || below === 'resource' ? undefined : found.get(below)?.[0]?.id;
}

type Tried = Access & { readonly items: readonly Sample[] };

async function tryRead(client: ArmProbe, read: ArmRead, parent: string): Promise<Tried> {
  try {
    const page = await client.firstPage(read, parent);
    const items = page.flatMap((item) => sampleSchema.safeParse(item).data ?? []);
    return { state: 'granted', items };
  } catch (error) {
    if (error instanceof AzureRequestError && error.status === 403) return { state: 'refused', items: [] };
    if (error instanceof AzureRequestError || error instanceof AzureAnswerError) {
      return { state: 'untried', reason: error.message, items: [] };
    }
    throw error;
  }
}
