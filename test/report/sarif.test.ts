import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { renderSarif } from '../../src/report/sarif.ts';
import { aBlockedCluster } from './a-cluster.ts';
import {
  aHealthyReport,
  aHostileReport,
  anEmptyReport,
  anUnreadableReport,
  aPartialReport,
  aReport,
} from './a-report.ts';
import { calico } from './an-outcome.ts';
import { rendered } from './rendered.ts';

const run = promisify(execFile);

const runOf = async (report: Report) => JSON.parse(await rendered(renderSarif, report)).runs[0];

/** Where the platform's build of Microsoft's validator is; undefined where it has none, or it cannot start. */
async function findMultitool(): Promise<string | undefined> {
  try {
    const { default: path } = await import('@microsoft/sarif-multitool');
    await run(path, ['--version']);
    return path;
  } catch {
    return undefined;
  }
}
const multitool = await findMultitool();
const noMultitool = '@microsoft/sarif-multitool has no build that starts on this machine.';

interface Remark {
  readonly level?: string;
  readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }];
}

/**
 * What the validator says against the logs, and how many of them it says anything of. It has a remark about every log it can read,
 * and none about one that it cannot, which it takes for no reason to complain.
 */
async function judgedBy(tool: string, logs: readonly string[]): Promise<{ errors: readonly Remark[]; read: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'sarif-'));
  try {
    await Promise.all(logs.map((text, index) => writeFile(join(folder, `${index}.sarif`), text)));
    const output = join(folder, 'validation.json');
    // It exits with 1 where it found errors, which its own log then tells.
    await run(tool, ['validate', join(folder, '*.sarif'), '--level', 'Error;Warning;Note', '--output', output]).catch(
      () => {},
    );
    const { runs } = JSON.parse((await readFile(output, 'utf8')).replace(/^\uFEFF/, ''));
    const remarks: readonly Remark[] = runs[0].results;
    return {
      errors: remarks.filter(({ level }) => level === 'error'),
      read: new Set(remarks.map(({ locations }) => locations[0].physicalLocation.artifactLocation.uri)).size,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const situations = {
  partial: aPartialReport(),
  healthy: aHealthyReport(),
  empty: anEmptyReport(),
  unreadable: anUnreadableReport(),
  hostile: aHostileReport(),
};

describe('the SARIF log', () => {
  it.for(Object.entries(situations))('fits the schema of SARIF 2.1.0: %s', async ([, report], { skip }) => {
    if (multitool === undefined) return skip(noMultitool);
    const schema = JSON.parse(await readFile(join(dirname(multitool), 'sarif-2.1.0.json'), 'utf8'));
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    validate(JSON.parse(await rendered(renderSarif, report)));

    expect(validate.errors).toBeNull();
  });

  it('breaks no rule of the validator', async ({ skip }) => {
    if (multitool === undefined) return skip(noMultitool);
    const logs = await Promise.all(Object.values(situations).map((report) => rendered(renderSarif, report)));

    expect(await judgedBy(multitool, logs)).toEqual({ errors: [], read: logs.length });
  });

  it('has a result for each failing finding, located at its resource', async () => {
    const cluster = aBlockedCluster();
    const { results, tool } = await runOf(aReport([cluster]));

    expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(['RT-004', 'RT-004', 'NP-001', 'DL-001']);
    expect(results[0]).toMatchObject({
      ruleIndex: 0,
      kind: 'fail',
      level: 'error',
      message: { text: 'Node aks-system-1 has no route in route table rt-shop.' },
      locations: [
        { logicalLocations: [{ fullyQualifiedName: `${cluster.id}/routeTables/rt`, name: 'rt', kind: 'resource' }] },
      ],
      properties: { cluster: 'aks-shop-prod', live: true, confidence: 'measured', evidence: { node: 'aks-system-1' } },
    });
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  it('says how bad a finding is by level', async () => {
    const { results } = await runOf(aPartialReport());
    const levels = results.map(({ ruleId, level }: { ruleId: string; level: string }) => `${ruleId} ${level}`);

    expect(levels).toEqual(expect.arrayContaining(['NP-001 error', 'RT-004 error', 'DL-001 warning', 'RT-015 note']));
  });

  it('is not successful where something could not be read, and names what', async () => {
    const { invocations } = await runOf(aPartialReport());
    const notices = invocations[0].toolExecutionNotifications;

    expect(invocations[0].executionSuccessful).toBe(false);
    expect(notices[0]).toMatchObject({
      descriptor: { id: 'subscription-unreadable' },
      level: 'error',
      message: { text: 'Legacy: 403 AuthorizationFailed.' },
    });
    expect(notices).toContainEqual(
      expect.objectContaining({
        descriptor: { id: 'check-unknown' },
        associatedRule: { id: 'RT-004', index: expect.any(Number) },
        message: { text: 'Each node has its route: Microsoft.Network/routeTables/read answered 403 on rg-data.' },
      }),
    );
    expect((await runOf(aHealthyReport())).invocations[0].executionSuccessful).toBe(true);
  });

  it('keeps a waived finding, suppressed with who accepted it and why', async () => {
    const cluster = aBlockedCluster();
    const waiver = { owner: 'team-shop', reason: 'Moves in March.', expires: '2027-03-01' };
    const { results } = await runOf(aReport([{ ...cluster, checks: [{ ...calico(cluster.id), waiver }] }]));

    expect(results).toHaveLength(1);
    expect(results[0].suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'Moves in March. (accepted by team-shop until 2027-03-01)',
      },
    ]);
  });

  it('has the same fingerprints whatever case an id comes in, and another for each resource', async () => {
    const prints = async (id: string) => {
      const cluster = aBlockedCluster();
      const { results } = await runOf(aReport([{ ...cluster, id, checks: [calico(id)] }]));
      return results.map(
        (each: { partialFingerprints: Record<string, string> }) => each.partialFingerprints['codeAndResources/v1'],
      );
    };

    expect(await prints('/subscriptions/S/A')).toEqual(await prints('/subscriptions/s/a'));
    expect(await prints('/subscriptions/s/a')).not.toEqual(await prints('/subscriptions/s/b'));
  });
});
