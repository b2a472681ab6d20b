import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { covers, type Exception, exceptions, isExcepted } from './exceptions.ts';
import { type Case, casesOf, type Fault } from './find-faults.ts';
import { itemsOf } from './kinds.ts';
import { examiner, inWords, worlds } from './sample-worlds.ts';
import { propertiesOf } from './schema-properties.ts';

/** Small ones: thousands of nodes say nothing more about what a property is for. */
const small = worlds.filter(({ estate }) => estate.resources.length < 100);
const cases = small.flatMap(casesOf);
const sampled = 40;
const sampledInGraph = 20;
/** One for each source: what is known of a world as it is, and of what rests on what, is found out once. */
const examine = { arm: examiner('arm'), input: examiner('input'), graph: examiner('graph') };

/** Schemas that are parts of others. */
const parts = ['agentPool', 'reference', 'objectMeta', 'routeTableUse', 'previewCluster'];
/** Nodes belong to no namespace, and only some workloads have replicas. */
const neverStated = ['nodes of the API metadata.namespace', 'daemonSets of the API spec.replicas'];

describe('what is taken away', () => {
  it('is every property of every schema of Azure and Kubernetes that there is', async () => {
    const used = new Set(worlds.flatMap(itemsOf).map(({ schema }) => schema));
    const unused: string[] = [];
    for (const folder of ['azure', 'kubernetes']) {
      const directory = new URL(`../../src/model/${folder}/`, import.meta.url);
      for (const file of readdirSync(directory)) {
        const exported: Record<string, unknown> = await import(new URL(file, directory).href);
        for (const [name, schema] of Object.entries(exported)) {
          if (schema instanceof z.ZodType && propertiesOf(schema).length > 0 && !used.has(schema)) unused.push(name);
        }
      }
    }
    const toAdd = unused.filter((name) => !parts.includes(name));
    expect(toAdd, 'schemas without a resource: add one to test/absent/rich-worlds.ts').toEqual([]);
  });

  it('stands somewhere', () => {
    const stated = new Set(worlds.flatMap(casesOf).map(({ kind, property }) => `${kind} ${property.path}`));
    const all = worlds
      .flatMap(itemsOf)
      .flatMap(({ kind, schema }) => propertiesOf(schema).map(({ path }) => `${kind} ${path}`));
    const nowhere = [...new Set(all)].filter((each) => !stated.has(each));
    expect(nowhere, 'properties without a value: give them one in test/absent/rich-worlds.ts').toEqual(neverStated);
  });
});

describe.each(['arm', 'input'] as const)('without a property, through %s', (source) => {
  it.each([1, 2])('nothing reads better, and nothing passes that rests on it (sample %i)', async (seed) => {
    const some = fc.sample(fc.constantFrom(...cases), { seed, numRuns: sampled });
    const faults = (await inTurn(some, examine[source])).flat().filter((fault) => !isExcepted(fault));
    expect(faults.map(inWords)).toEqual([]);
  });
});

describe('without a property, through Resource Graph', () => {
  /** Where a row has no id, the tables of the simulation have no place for it; what Kubernetes tells is in no table. */
  const inTables = cases.filter(
    ({ kind, property }) => property.path !== 'id' && !/ of the API$|usages$|^subscriptions$/.test(kind),
  );

  it('nothing reads better, and nothing passes that rests on it (a smaller sample: the parser of the queries takes seconds to load)', async () => {
    const some = fc.sample(fc.constantFrom(...inTables), { seed: 3, numRuns: sampledInGraph });
    const faults = (await inTurn(some, examine.graph)).flat().filter((fault) => !isExcepted(fault));
    expect(faults.map(inWords)).toEqual([]);
  });
});

describe.each(['arm', 'input'] as const)('a lock without an id, through %s', (source) => {
  it('is not taken for no lock', async () => {
    const ofLocks = cases.filter(({ kind, property }) => kind === 'locks' && property.path === 'id');
    expect(ofLocks.map(({ way }) => way)).toContain('emptied');
    const faults = (await inTurn(ofLocks.slice(0, 3), examine[source])).flat();
    expect(faults.map(inWords)).toEqual([]);
  });
});

describe('an exception', () => {
  it.each(exceptions)('is still needed: $kind $paths', async (exception) => {
    expect(await isNeeded(exception, examine[exception.source ?? 'arm'])).toBe(true);
  });
});

async function isNeeded(exception: Exception, ask: (each: Case) => Promise<readonly Fault[]>): Promise<boolean> {
  const { kind, paths, ways, world } = exception;
  const wanted = worlds
    .filter(({ name }) => name.includes(world))
    .flatMap(casesOf)
    .filter(
      (each) =>
        each.kind === kind && paths.includes(each.property.path) && (ways === undefined || ways.includes(each.way)),
    );
  for (const each of wanted) if ((await ask(each)).some((fault) => covers(exception, fault))) return true;
  return false;
}

async function inTurn<T>(all: readonly Case[], ask: (each: Case) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (const each of all) answers.push(await ask(each));
  return answers;
}
