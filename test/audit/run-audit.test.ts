import { describe, expect, it } from 'vitest';
import { runAudit } from '../../src/audit/run-audit.ts';
import { openFolder } from '../../src/audit/sources.ts';
import type { AzureSource } from '../../src/gather/azure-source.ts';
import { known } from '../../src/model/fact.ts';
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

  it('forgets what was read of a subscription after the last of its clusters', async () => {
    const other = '00000000-0000-4000-8000-0000000000ff';
    const twice = JSON.stringify(own).replaceAll(subscriptionIdOf(own[0]?.id ?? '') ?? '', other);
    const events: string[] = [];
    const told = (what: string, ids: readonly string[]) => events.push(...ids.map((id) => `${what} ${id}`));
    const { head } = await auditWith(
      (source) => ({
        managedClusters: (ids) => {
          told(
            'read',
            ids.flatMap((id) => subscriptionIdOf(id) ?? []),
          );
          return source.managedClusters(ids);
        },
        forget: (ids) => {
          told('forget', ids);
          source.forget(ids);
        },
      }),
      [...own, ...JSON.parse(twice)],
    );
    const ids = head.run.scopes.map(({ subscriptionId }) => subscriptionId).sort();

    expect(ids).toHaveLength(2);
    expect(events).toEqual(ids.flatMap((id) => [`read ${id}`, `forget ${id}`]));
    expect(head.summary.kubenet).toBe(2);
  });
});
