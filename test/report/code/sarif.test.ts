import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunningCluster } from '../../../src/iac/estate/running-cluster.ts';
import { withCode } from '../../../src/iac/estate/with-code.ts';
import { scanPaths } from '../../../src/iac/scan-paths.ts';
import type { IacReport } from '../../../src/model/iac-report.ts';
import { codeSarif } from '../../../src/report/code/sarif.ts';
import { renderSarif } from '../../../src/report/sarif.ts';
import { aBlockedCluster } from '../a-cluster.ts';
import { aReport } from '../a-report.ts';
import { judgedBy, multitool, noMultitool, schemaErrors } from '../judged-sarif.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'code-sarif-')));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, files: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name, file)), { recursive: true });
    writeFileSync(join(folder, name, file), text);
  }
  return join(folder, name);
}

const cluster = aBlockedCluster();
const running: RunningCluster = { ...cluster, podCidrs: ['10.9.0.0/16'] };
const asOf = new Date('2026-11-28T00:00:00Z');
const aks = (name: string) =>
  `resource "azurerm_kubernetes_cluster" "a" {\n  name = "${name}"\n  resource_group_name = "rg-shop"\n  network_profile {\n    # kubenet-audit: allow reason="a \u202Ereason" until="2027-05-01"\n    network_plugin = "kubenet"\n  }\n}\n`;

const cases = join(import.meta.dirname, '../../iac/cases');
const odd = {
  'a folder/50% #1 ü [x].tf': aks('odd'),
  'broken.tf': 'resource "azurerm_kubernetes_cluster" "a" {\n',
  'twice.sh': 'az aks create -g rg -n a --network-plugin kubenet\naz aks create -g rg -n a --network-plugin kubenet\n',
  'main.tf': aks(cluster.name),
};

async function situations(): Promise<Readonly<Record<string, IacReport>>> {
  return {
    'every case': await scanPaths([cases], asOf),
    'odd names, a waiver, what is not read': await scanPaths([written('odd', odd)], asOf, { running: [running] }),
    nothing: await scanPaths([written('nothing', { 'a.txt': 'nothing' })], asOf),
  };
}
const reports = await situations();
const audit = withCode(
  {
    head: aReport([cluster]),
    async *clusters() {
      yield cluster;
    },
  },
  await scanPaths([written('odd', odd)], asOf, { running: [running] }),
);
const auditLog = (await Array.fromAsync(renderSarif(audit))).join('');
const logs = [...Object.values(reports).map((report) => codeSarif(report, '0.2.0')), auditLog];

describe('the SARIF log of code', () => {
  it('fits the schema of SARIF 2.1.0', async ({ skip }) => {
    if (multitool === undefined) return skip(noMultitool);
    for (const log of logs) expect(await schemaErrors(multitool, log)).toBeNull();
  });

  it('breaks no rule of the validator, nor of GitHub code scanning', async ({ skip }) => {
    if (multitool === undefined) return skip(noMultitool);
    const { errors, read } = await judgedBy(multitool, logs);
    expect(errors.map((each) => JSON.stringify(each))).toEqual([]);
    expect(read).toBe(logs.length);
  });

  it('names files as URIs, and each result by a fingerprint of its own', () => {
    const { results } = JSON.parse(logs[1] ?? '').runs[0];
    const uris = results.map(
      (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        result.locations[0]?.physicalLocation.artifactLocation.uri,
    );
    expect(uris).toContain('a%20folder/50%25%20%231%20%C3%BC%20%5Bx%5D.tf');
    const prints = results.map(
      ({ partialFingerprints }: { partialFingerprints: Record<string, string> }) =>
        partialFingerprints['primaryLocationLineHash'],
    );
    expect(new Set(prints).size).toBe(results.length);
    expect(results.length).toBeGreaterThan(3);
  });

  it('puts the findings of a cluster at its code, and those of others where they were', () => {
    const { results, tool } = JSON.parse(auditLog).runs[0];
    const of = (id: string) => results.find(({ ruleId }: { ruleId: string }) => ruleId === id);
    expect(of('NP-001').locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'main.tf' },
      region: { startLine: 6 },
    });
    expect(of('NP-001').locations[0].logicalLocations).toHaveLength(1);
    expect(of('iac/creates-kubenet').locations[0].physicalLocation.region.startLine).toBe(6);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });
});
