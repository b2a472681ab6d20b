import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArmResource, Estate } from '../../../simulated-azure/estate/estate.ts';
import { checks } from '../../../src/checks/index.ts';
import { runCheck } from '../../../src/checks/run-check.ts';
import type { ClusterFacts } from '../../../src/model/cluster-facts.ts';
import { notKnown } from '../../../src/model/fact.ts';
import type { CheckOutcome } from '../../../src/model/outcome.ts';
import { resourceNameOf } from '../../../src/model/resource-id.ts';
import { type AllFacts, deriveFacts, type FactName } from '../../../src/network/derived-facts.ts';
import { answers, auditEstate, factsOf } from './audit-estate.ts';
import { arbitraryEstate, arbitraryPlan, asOf, buildEstate, clusterName } from './generated-estate.ts';

const runs = { numRuns: 25 };

const withResources = (estate: Estate, resources: readonly ArmResource[]): Estate => ({ ...estate, resources });

describe('an audit of any estate', () => {
  it('has no defect, and leaves nothing open where everything could be read', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryEstate, async (plans) => {
        for (const { checks: outcomes } of await auditEstate(buildEstate(plans))) {
          expect(outcomes.filter(({ status }) => status === 'error' || status === 'unknown')).toEqual([]);
        }
      }),
      runs,
    );
  });

  it('says the same in whatever order Azure lists resources', async () => {
    const shuffled = arbitraryEstate.chain((plans) => {
      const estate = buildEstate(plans);
      return fc
        .shuffledSubarray([...estate.resources], { minLength: estate.resources.length })
        .map((resources) => ({ estate, other: withResources(estate, resources) }));
    });
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ estate, other }) => {
        expect(JSON.stringify(await auditEstate(other))).toBe(JSON.stringify(await auditEstate(estate)));
      }),
      runs,
    );
  });

  it('says the same in whatever order a table lists its routes', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryEstate, fc.infiniteStream(fc.nat()), async (plans, random) => {
        const estate = buildEstate(plans);
        const resources = estate.resources.map((each) => withRoutesShuffled(each, random));
        const [before, after] = [await auditEstate(estate), await auditEstate(withResources(estate, resources))];
        expect(after.map(answers)).toEqual(before.map(answers));
      }),
      runs,
    );
  });

  it('says the same in whatever case Azure spells ids', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryEstate, fc.infiniteStream(fc.boolean()), async (plans, upper) => {
        const estate = buildEstate(plans);
        const respelled = respell(estate.resources, () => upper.next().value === true);
        const [before, after] = [await auditEstate(estate), await auditEstate(withResources(estate, respelled))];
        expect(after.map(answers)).toEqual(before.map(answers));
      }),
      runs,
    );
  });

  it('says the same of a cluster, whatever other subscriptions hold', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryEstate, arbitraryPlan, async (plans, added) => {
        const before = await auditEstate(buildEstate(plans));
        const after = await auditEstate(buildEstate([...plans, { ...added, subscription: 'retail' }]));
        const others = after.filter(({ name }) => name !== clusterName(plans.length));
        expect(others.map(({ checks: outcomes }) => outcomes)).toEqual(before.map(({ checks: outcomes }) => outcomes));
      }),
      runs,
    );
  });

  it('never passes a check for want of a fact', async () => {
    const names = [...new Set(checks.flatMap(({ needs }) => needs))];
    await fc.assert(
      fc.asyncProperty(arbitraryPlan, fc.subarray(names, { minLength: 1 }), async (plan, missing) => {
        const facts = deriveFacts(await factsOf(buildEstate([plan])));
        const less = without(facts, missing);
        for (const check of checks) {
          const run = (each: AllFacts) => runCheck(check, each, { asOf, routeLimit: 400 });
          const [before, after] = [run(facts).status, run(less)];
          if (before !== 'notRun' && check.needs.some((name) => missing.includes(name))) {
            expectUntold(after, check.code);
          }
          if (before !== 'pass') expect(after.status, check.code).not.toBe('pass');
        }
      }),
      runs,
    );
  });

  it('never lowers a route-table score for one more healthy node', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPlan, async (plan) => {
        const [before] = await auditEstate(buildEstate([plan]));
        const [after] = await auditEstate(buildEstate([{ ...plan, system: plan.system + 1 }]));
        expect(after?.scores.routeTable.value).toBeGreaterThanOrEqual(before?.scores.routeTable.value ?? 0);
      }),
      runs,
    );
  });
});

function without(facts: ClusterFacts, missing: readonly FactName[]): AllFacts {
  const gone = Object.fromEntries(missing.map((name) => [name, notKnown(`No ${name}.`)]));
  return { ...deriveFacts({ ...facts, ...gone }), ...gone };
}

function withRoutesShuffled(resource: ArmResource, random: fc.Stream<number>): ArmResource {
  const routes: unknown = resource.properties?.['routes'];
  if (!Array.isArray(routes)) return resource;
  const shuffled = routes
    .map((route: unknown) => ({ route, at: random.next().value ?? 0 }))
    .sort((a, b) => a.at - b.at)
    .map(({ route }) => route);
  return { ...resource, properties: { ...resource.properties, routes: shuffled } };
}

/** Every id anywhere in the resources, some in capitals: what stands before the last name, since names are told to people. */
function respell(resources: readonly ArmResource[], isUpper: () => boolean): ArmResource[] {
  const change = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(change);
    if (typeof value === 'string') return value.startsWith('/subscriptions/') && isUpper() ? shout(value) : value;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, change(each)]));
  };
  // A resource stays one, whatever case its ids are in.
  return resources.map((each) => change(each) as ArmResource);
}

function shout(id: string): string {
  const name = resourceNameOf(id);
  return `${id.slice(0, -name.length).toUpperCase()}${name}`;
}

/** Unknown; or a failure that shows in what is left, with what was not read. */
function expectUntold({ status, reason }: CheckOutcome, code: string): void {
  if (status === 'fail') expect(reason, code).toContain(' Not read: ');
  else expect(status, code).toBe('unknown');
}
