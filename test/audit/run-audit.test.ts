import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { runAudit } from '../../src/audit/run-audit.ts';
import { openFolder } from '../../src/audit/sources.ts';
import type { AzureSource, ListedCluster } from '../../src/gather/azure-source.ts';
import { known, mapFact } from '../../src/model/fact.ts';
import { subscriptionIdOf } from '../../src/model/resource-id.ts';
import { folderOf, name, own, ownUsages } from './one-cluster.ts';
import { armLists } from './saved-shapes.ts';

const asOf = new Date('2026-11-22T06:00:00Z');

/** An audit through what answers as ARM does, of one cluster unless told otherwise, its source changed. */
async function auditWith(change: (source: AzureSource) => Partial<AzureSource>, resources = own) {
  const { source } = await openFolder(await folderOf(armLists(resources, ownUsages)));
  const answering: AzureSource = { ...source, kind: 'arm' };
  return runAudit(
    { source: { ...answering, ...change(answering) }, fresh: undefined },
    {
      scope: { managementGroups: [], subscriptionIds: [], clusters: [], tags: {} },
      runId: 'run',
      asOf,
      routeLimit: 400,
      now: () => asOf,
    },
  );
}

describe('an audit in one process', () => {
  it('names a cluster without an answer in its scope', async () => {
    const { head } = await auditWith(() => ({ managedClusters: async () => new Map() }));

    expect(head.summary.kubenet).toBe(0);
    expect(head.run.status).toBe('partial');
    expect(head.run.scopes[0]?.reason).toContain(name);
  });

  it('takes no cluster that it did not ask for', async () => {
    const { head, clusters } = await auditWith((source) => ({
      managedClusters: async (ids) =>
        new Map(
          [...(await source.managedClusters(ids))].map(([key, fact]) => [
            key,
            fact.known ? known({ ...fact.value, id: `${fact.value.id}-of-somebody-else` }) : fact,
          ]),
        ),
    }));

    expect(await Array.fromAsync(clusters())).toEqual([]);
    expect(head.run.status).toBe('partial');
    expect(head.run.scopes[0]?.reason).toContain(name);
  });

  /** What is read and forgotten of two subscriptions with a cluster each, a unit of its own. */
  async function eventsOf(kind: 'arm' | 'graph') {
    const other = '00000000-0000-4000-8000-0000000000ff';
    const again: typeof own = JSON.parse(
      JSON.stringify(own).replaceAll(subscriptionIdOf(own[0]?.id ?? '') ?? '', other),
    );
    const events: string[] = [];
    const { head } = await auditWith(
      (source) => ({
        kind,
        listClusters: async (ids) =>
          new Map(
            [...(await source.listClusters(ids))].map(([id, list]) => [id, mapFact(list, (all) => all.map(enlarged))]),
          ),
        managedClusters: (ids) => {
          events.push(...ids.map((id) => `read ${subscriptionIdOf(id)}`));
          return source.managedClusters(ids);
        },
        aksRouteTables: (ids) => {
          events.push('estate');
          return source.aksRouteTables(ids);
        },
        forget: (ids) => {
          events.push(...ids.map((id) => `forget ${id}`));
          source.forget(ids);
        },
      }),
      [...own, ...again],
    );
    const [first, second] = head.run.scopes.map(({ subscriptionId }) => subscriptionId).sort();
    return { events, first, second, clusters: head.summary.kubenet };
  }
  const enlarged = (cluster: ListedCluster): ListedCluster => ({
    ...cluster,
    pools: cluster.pools.map((pool) => ({ ...pool, count: 8000 })),
  });

  it('forgets what was read of a subscription after the last of its clusters', async () => {
    const { events, first, second, clusters } = await eventsOf('arm');

    expect(events).toEqual([`read ${first}`, `forget ${first}`, `read ${second}`, 'estate', `forget ${second}`]);
    expect(clusters).toBe(2);
  });

  it('reads through Resource Graph what comes next, and what is left, before it judges', async () => {
    const { events, first, second, clusters } = await eventsOf('graph');

    expect(events).toEqual([`read ${first}`, `read ${second}`, 'estate', `forget ${first}`, `forget ${second}`]);
    expect(clusters).toBe(2);
  });

  it('lets go of the instances and interfaces of nodes before it reads what hangs on their subnets', async () => {
    const instances: WeakRef<object>[] = [];
    let isHeld: boolean | undefined;
    const { head } = await auditWith((source) => ({
      nodeResources: async (requests) => {
        const answer = await source.nodeResources(requests);
        instances.push(new WeakRef(answer));
        return answer;
      },
      routeTables: async (ids) => {
        isHeld ??= await areHeld(instances);
        return source.routeTables(ids);
      },
    }));

    expect(isHeld).toBe(false);
    expect(head.summary.kubenet).toBe(1);
  });

  it('lets go of what was read once the report is there', async () => {
    const ofSource: WeakRef<object>[] = [];
    const { clusters } = await auditWith((source) => {
      const requests = () => source.requests();
      ofSource.push(new WeakRef(requests));
      return { requests };
    });

    expect(await areHeld(ofSource)).toBe(false);
    expect(await Array.fromAsync(clusters())).toHaveLength(1);
  });
});

/** Whether anything still leads to one of them. */
async function areHeld(objects: readonly WeakRef<object>[]): Promise<boolean> {
  // What a weak reference was asked for lives to the end of the task that asked.
  await setImmediate();
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return objects.some((each) => each.deref() !== undefined);
}
