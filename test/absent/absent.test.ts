import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { covers, type Exception, exceptions, isExcepted } from './exceptions.ts';
import { type Case, casesOf } from './find-faults.ts';
import { itemsOf } from './kinds.ts';
import { examiner, inWords, worlds } from './sample-worlds.ts';
import { propertiesOf } from './schema-properties.ts';

/** Small ones: thousands of nodes say nothing more about what a property is for. */
const small = worlds.filter(({ estate }) => estate.resources.length < 100);
const cases = small.flatMap(casesOf);
const sampled = 40;
const sampledInGraph = 20;

/** Schemas that are parts of others. */
const parts = ['agentPool', 'reference', 'objectMeta', 'routeTableUse'];
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
    expect(unused.filter((name) => !parts.includes(name))).toEqual([]);
  });

  it('stands somewhere', () => {
    const stated = new Set(worlds.flatMap(casesOf).map(({ kind, property }) => `${kind} ${property.path}`));
    const all = worlds
      .flatMap(itemsOf)
      .flatMap(({ kind, schema }) => propertiesOf(schema).map(({ path }) => `${kind} ${path}`));
    expect([...new Set(all)].filter((each) => !stated.has(each))).toEqual(neverStated);
  });
});

describe.each(['arm', 'input'] as const)('without a property, through %s', (source) => {
  const examine = examiner(source);

  it.each([1, 2])('nothing reads better, and nothing passes that rests on it (sample %i)', async (seed) => {
    const some = fc.sample(fc.constantFrom(...cases), { seed, numRuns: sampled });
    const faults = (await inTurn(some, examine)).flat().filter((fault) => !isExcepted(fault));
    expect(faults.map(inWords)).toEqual([]);
  });
});

describe('without a property, through Resource Graph', () => {
  const examine = examiner('graph');
  /** Where a row has no id, the tables of the simulation have no place for it; what Kubernetes tells is in no table. */
  const inTables = cases.filter(
    ({ kind, property }) => property.path !== 'id' && !/ of the API$|usages$|^subscriptions$/.test(kind),
  );

  it('nothing reads better, and nothing passes that rests on it (a smaller sample: the parser of the queries takes seconds to load)', async () => {
    const some = fc.sample(fc.constantFrom(...inTables), { seed: 3, numRuns: sampledInGraph });
    const faults = (await inTurn(some, examine)).flat().filter((fault) => !isExcepted(fault));
    expect(faults.map(inWords)).toEqual([]);
  });
});

describe.each(['arm', 'input'] as const)('a lock without an id, through %s', (source) => {
  it('is not taken for no lock', async () => {
    const ofLocks = cases.filter(({ kind, property }) => kind === 'locks' && property.path === 'id');
    expect(ofLocks.map(({ way }) => way)).toContain('emptied');
    const faults = (await inTurn(ofLocks.slice(0, 3), examiner(source))).flat();
    expect(faults.map(inWords)).toEqual([]);
  });
});

describe('an exception', () => {
  const examine = { arm: examiner('arm'), input: examiner('input') };

  it.each(exceptions)('is still needed: $kind $paths', async (exception) => {
    expect(await isNeeded(exception, exception.source === 'input' ? examine.input : examine.arm)).toBe(true);
  });
});

async function isNeeded(
  exception: Exception,
  examine: (each: Case) => ReturnType<ReturnType<typeof examiner>>,
): Promise<boolean> {
  const { kind, paths, ways, world } = exception;
  const wanted = worlds
    .filter(({ name }) => name.includes(world))
    .flatMap(casesOf)
    .filter(
      (each) =>
        each.kind === kind && paths.includes(each.property.path) && (ways === undefined || ways.includes(each.way)),
    );
  for (const each of wanted) if ((await examine(each)).some((fault) => covers(exception, fault))) return true;
  return false;
}

async function inTurn<T>(all: readonly Case[], ask: (each: Case) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (const each of all) answers.push(await ask(each));
  return answers;
}
