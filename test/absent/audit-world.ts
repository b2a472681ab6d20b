import type { Estate } from '../../simulated-azure/estate/estate.ts';
import type { ArmClient } from '../../src/arm/arm-client.ts';
import { AzureAnswerError } from '../../src/arm/errors.ts';
import { recordReads } from '../../src/arm/recording-client.ts';
import { countRequests } from '../../src/arm/request-counter.ts';
import { createArmSource } from '../../src/gather/arm/arm-source.ts';
import { createGraphSource } from '../../src/gather/graph/graph-source.ts';
import { createFolderClient } from '../../src/gather/input/folder-client.ts';
import type { SavedResource } from '../../src/gather/input/saved-resource.ts';
import { toResource } from '../../src/gather/input/saved-resources.ts';
import { kubernetesFacts, type ReadKubernetes } from '../../src/gather/kubernetes/kubernetes-facts.ts';
import { known, notAsked } from '../../src/model/fact.ts';
import type { Report } from '../../src/model/report.ts';
import { resourceKey } from '../../src/model/resource-id.ts';
import { auditSource } from '../audit/properties/audit-estate.ts';
import { estateClient } from '../audit/properties/estate-client.ts';
import { estateGraph } from '../audit/properties/estate-graph.ts';
import type { Inside, World } from './world.ts';

/** What stands in the place of a resource, list item or object of the world; everything else is as it was. */
export type Changes = ReadonlyMap<unknown, unknown>;

const unchanged: Changes = new Map();

/**
 * `arm` answers each read; `graph` has the world with the changes in its tables, and ARM for the rest; `input` has what a `collect` of
 * the unchanged world saved, and the changes in it.
 */
export type SourceOfWorld = 'arm' | 'graph' | 'input';

/** Audits one world again and again. */
export interface WorldAudit {
  readonly before: Report;
  /** Undefined where the audit ends with an error that says what Azure answered: nothing is said then, well or ill. */
  after(changes: Changes): Promise<Report | undefined>;
}

export async function worldAudit(world: World, kind: SourceOfWorld, asOf: Date): Promise<WorldAudit> {
  const client = estateClient(world.estate);
  const saved = kind === 'input' ? await collected(world, client, asOf) : [];
  const run = (changes: Changes) => {
    const reader =
      kind === 'input'
        ? createFolderClient(saved.flatMap((each) => changedSaved(each, changes)))
        : withChanges(client, changes);
    return audit(reader, kind, { world, changes, asOf });
  };
  return {
    before: await run(unchanged),
    after: async (changes) => {
      try {
        return await run(changes);
      } catch (error) {
        if (error instanceof AzureAnswerError) return undefined;
        throw error;
      }
    },
  };
}

function withChanges(client: ArmClient, changes: Changes): ArmClient {
  return {
    ...client,
    get: async (read, id) => changed(await client.get(read, id), changes),
    list: async (read, parent) => (await client.list(read, parent)).map((item) => changed(item, changes)),
  };
}

function changed(item: unknown, changes: Changes): unknown {
  return changes.has(item) ? changes.get(item) : item;
}

function changedEstate(estate: Estate, changes: Changes): Estate {
  const all = <T>(items: readonly T[]) => items.map((item) => (changes.get(item) ?? item) as T);
  const { subscriptions, resources, subnetUsages, computeUsages } = estate;
  return {
    ...estate,
    subscriptions: all(subscriptions),
    resources: all(resources),
    subnetUsages: all(subnetUsages),
    computeUsages: all(computeUsages),
  };
}

interface AuditOf {
  readonly world: World;
  readonly changes: Changes;
  readonly asOf: Date;
}

async function audit(client: ArmClient, kind: SourceOfWorld, { world, changes, asOf }: AuditOf): Promise<Report> {
  const kubernetes = readInside(world.inside, changes);
  const arm = createArmSource(client, countRequests(), { kind: kind === 'input' ? 'input' : 'arm', kubernetes });
  const source =
    kind === 'graph' ? createGraphSource(estateGraph(changedEstate(world.estate, changes), asOf), client, arm) : arm;
  const stream = await auditSource(source, asOf);
  return { ...stream.head, clusters: await Array.fromAsync(stream.clusters()) };
}

function readInside(inside: ReadonlyMap<string, Inside>, changes: Changes): ReadKubernetes {
  const byKey = new Map([...inside].map(([id, lists]) => [resourceKey(id), lists]));
  return async (clusters) =>
    new Map(
      clusters.flatMap(({ id }) => {
        const lists = byKey.get(resourceKey(id));
        if (lists === undefined) return [];
        const facts = Object.fromEntries(
          Object.entries(lists).map(([name, items]) => [name, known(items.map((item) => changed(item, changes)))]),
        );
        return [[resourceKey(id), kubernetesFacts(facts, () => notAsked('Nobody asked.'))] as const];
      }),
    );
}

async function collected(world: World, client: ArmClient, asOf: Date): Promise<readonly SavedResource[]> {
  const saved: SavedResource[] = [];
  const recording = recordReads(client, {
    list: async ({ read, parent, value }) => void saved.push({ kind: 'list', read, parent, items: value }),
    resource: async (_id, body) => void saved.push(...toResource(body)),
  });
  await audit(recording, 'arm', { world, changes: unchanged, asOf });
  return saved;
}

function changedSaved(saved: SavedResource, changes: Changes): readonly SavedResource[] {
  if (saved.kind === 'list') return [{ ...saved, items: saved.items.map((item) => changed(item, changes)) }];
  return changes.has(saved.body) ? toResource(changes.get(saved.body)) : [saved];
}
