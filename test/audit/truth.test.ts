import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checks } from '../../src/checks/index.ts';
import { type Report, reportSchema } from '../../src/model/report.ts';
import { resourceNameOf } from '../../src/model/resource-id.ts';
import { clusterOf, useTestAzure } from './audit-azure.ts';

const truthFile = join(import.meta.dirname, '../../simulated-azure/estate/truth.json');
const clusterTruth = z.object({
  mustFail: z.array(z.string()),
  mayFail: z.array(z.string()).default([]),
  verdict: z.string(),
  bindingLimit: z.string().optional(),
  nodesLeft: z.number().optional(),
});
const truth = z
  .object({
    clusters: z.record(z.string(), clusterTruth),
    estate: z.object({ 'RT-015': z.array(z.string()) }),
    overlay: z.array(z.string()),
    other: z.array(z.string()),
    unreadable: z.object({ subscription: z.string(), clusters: z.array(z.string()) }),
  })
  .parse(JSON.parse(readFileSync(truthFile, 'utf8')));
const catalogue = new Set(checks.map(({ code }) => code));

const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name).sort();

describe.each(['arm', 'graph'] as const)('the sample estate through %s', (kind) => {
  const azure = useTestAzure();
  let report: Report;
  beforeAll(async () => {
    report = await azure().audit(kind);
  });

  it('is a report of the published form', () => {
    expect(reportSchema.parse(report)).toEqual(report);
  });

  it('holds every kubenet cluster that can be read, sorted by id, and counts the others', () => {
    expect(names(report.clusters)).toEqual(Object.keys(truth.clusters).sort());
    expect(names(report.overlay)).toEqual([...truth.overlay].sort());
    expect(names(report.other)).toEqual([...truth.other].sort());
    const keys = report.clusters.map(({ id }) => id.toLowerCase().replaceAll('/', '!'));
    expect(keys).toEqual([...keys].sort());
  });

  it.each(Object.entries(truth.clusters))('says of %s what is true', (name, expected) => {
    const cluster = clusterOf(report, name);
    const failing = cluster.checks.filter(({ status }) => status === 'fail').map(({ code }) => code);
    const must = expected.mustFail.filter((code) => catalogue.has(code));
    const room = failing.filter((code) => !expected.mayFail.includes(code) || must.includes(code));

    expect(room.sort()).toEqual(must.sort());
    expect(cluster.verdict).toBe(expected.verdict);
    if (expected.bindingLimit !== undefined) expect(cluster.headroom.binding).toBe(expected.bindingLimit);
    if (expected.nodesLeft !== undefined) expect(cluster.headroom.nodesLeft).toBe(expected.nodesLeft);
  });

  it('has no defect of its own, and leaves open only what Azure does not tell', () => {
    const open = report.clusters.flatMap(({ name, checks: outcomes }) =>
      outcomes.flatMap(({ code, status }) =>
        ['unknown', 'error'].includes(status) ? [`${name} ${code} ${status}`] : [],
      ),
    );

    // An answer of an old API has no creation date.
    expect(open.filter((each) => !each.includes(' MIG-013 '))).toEqual(['aks-legacy-billing DL-003 unknown']);
  });

  it('finds the route tables that lost their cluster', () => {
    const failing = report.estate.checks.flatMap(({ code, findings }) =>
      findings
        .filter(({ status }) => status === 'fail')
        .map(({ resourceId }) => `${code} ${resourceNameOf(resourceId)}`),
    );

    expect(failing.sort()).toEqual(truth.estate['RT-015'].map((name) => `RT-015 ${name}`).sort());
  });

  it('names the subscription that nobody could read, and nothing else', () => {
    const scopes = report.run.scopes.filter(({ status }) => status !== 'read');

    expect(scopes).toMatchObject([{ name: truth.unreadable.subscription, status: 'unreadable' }]);
    expect(scopes[0]?.reason).toMatch(/Microsoft\.\w+\/[\w/]+\/read/);
    expect(report.run.status).toBe('partial');
  });
});
