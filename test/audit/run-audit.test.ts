import { describe, expect, it } from 'vitest';
import { runAudit } from '../../src/audit/run-audit.ts';
import { openFolder } from '../../src/audit/sources.ts';
import type { AzureSource } from '../../src/gather/azure-source.ts';
import { known } from '../../src/model/fact.ts';
import { folderOf, name, own, ownUsages } from './one-cluster.ts';
import { armLists } from './saved-shapes.ts';

const asOf = new Date('2026-11-22T06:00:00Z');

/** An audit through what answers as ARM does, of one cluster, its source changed. */
async function auditWith(change: (source: AzureSource) => Partial<AzureSource>) {
  const { source } = await openFolder(await folderOf(armLists(own, ownUsages)));
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
});
