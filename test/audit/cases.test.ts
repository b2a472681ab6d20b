import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { answerSentence, coverageSentence } from '../../src/words/sentences.ts';
import { auditedFolder, checkOf, clusterOf } from './audit-azure.ts';

/** A situation that somebody reported in public, or an export that people really make; every name and id is invented. */
const auditedCase = (name: string) => auditedFolder(join(import.meta.dirname, '../cases', name));
const everythingSaid = (report: Report) =>
  [JSON.stringify(report), answerSentence(report), coverageSentence(report.run)].join('\n');

describe.each(['az-resource-list', 'graph-project'])('the case %s', (name) => {
  it('names the cluster whose network plugin is not in the file, and the command that saves it', async () => {
    const report = await auditedCase(name);

    expect(report.run.status).toBe('partial');
    expect(report.run.scopes).toMatchObject([{ status: 'partial', reason: expect.stringContaining('cluster aks-a') }]);
    expect(report.unreadable).toMatchObject([{ name: 'aks-a', reason: expect.stringMatching(/plugin.*az aks list/) }]);
    expect(report.other).toEqual([]);
    expect(answerSentence(report)).toBe('Whether 1 cluster uses kubenet is not known: aks-a.');
    expect(everythingSaid(report)).not.toMatch(/No kubenet cluster|No AKS cluster/);
  });
});

describe('the case resource-list-beside', () => {
  it('audits the cluster from the fuller file, and names both where they differ', async () => {
    const report = await auditedCase('resource-list-beside');

    expect(clusterOf(report, 'aks-a').networkPlugin).toBe('kubenet');
    expect(checkOf(clusterOf(report, 'aks-a'), 'RT-004').status).toBe('pass');
    const [first] = report.run.unusedFiles;
    expect(first?.file).toBe('all-resources.json');
    expect(first?.reason).toMatch(/aks-a: .* in all-resources\.json and .* in clusters\.json, which is used/);
    expect(report.run.status).toBe('partial');
    expect(report.unreadable).toBeUndefined();
  });
});

describe('the case no-pools', () => {
  it('knows the plugin and nothing else', async () => {
    const report = await auditedCase('no-pools');
    const cluster = clusterOf(report, 'aks-a');

    expect(cluster.networkPlugin).toBe('kubenet');
    expect(checkOf(cluster, 'MIG-008').status).toBe('unknown');
    expect(cluster.headroom).toMatchObject({ nodesNow: null, nodesAtMax: null, surge: null, nodesLeft: null });
    expect(cluster.headroom.limits.filter(({ nodesLeft }) => nodesLeft !== null)).toEqual([]);
    expect(cluster.network.ownership).toBeNull();
    expect(cluster.verdict).not.toBe('ready');
    const reasons = cluster.checks.map(({ reason }) => reason).join(' ');
    expect(reasons).not.toMatch(/has a service principal|\b0 nodes|AKS manages the network/);
    const fine = cluster.checks.filter(({ status }) => status === 'pass').map(({ code, reason }) => [code, reason]);
    for (const [, reason] of fine) expect(reason).toContain('not stated');
  });
});

describe('the case powershell', () => {
  it('is read like any other', async () => {
    const report = await auditedCase('powershell');
    const cluster = clusterOf(report, 'aks-a');

    expect(report.run).toMatchObject({ status: 'complete', unusedFiles: [] });
    expect(cluster.headroom).toMatchObject({ nodesNow: 3, nodesAtMax: 3 });
    expect(checkOf(cluster, 'MIG-008').status).toBe('pass');
    expect(checkOf(cluster, 'NP-001').status).toBe('pass');
  });
});

describe('the case peer-overlap', () => {
  it('tells the overlap as a failure, and that gateways were not read', async () => {
    const check = checkOf(clusterOf(await auditedCase('peer-overlap'), 'aks-a'), 'IP-005');

    expect(check.status).toBe('fail');
    expect(check.reason).toMatch(/peering .*Not read: .*local-gateway/);
  });
});

describe('the case subnet-vs-maxcount', () => {
  it('counts what the node subnet holds against the maxima of the pools', async () => {
    const { headroom } = clusterOf(await auditedCase('subnet-vs-maxcount'), 'aks-a');
    const subnet = headroom.limits.find(({ name }) => name === 'subnet');

    expect(subnet?.peak ?? 0).toBeGreaterThan(subnet?.capacity ?? Number.POSITIVE_INFINITY);
  });
});
