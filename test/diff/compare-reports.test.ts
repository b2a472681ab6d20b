import { describe, expect, it } from 'vitest';
import { isOpening } from '../../src/diff/compare-outcomes.ts';
import { compareReports } from '../../src/diff/compare-reports.ts';
import { diffMarkdown, diffText } from '../../src/diff/render-diff.ts';
import { DiffError, type FindingChange, reportDiffSchema } from '../../src/diff/report-diff.ts';
import type { CheckOutcome } from '../../src/model/outcome.ts';
import type { Report } from '../../src/model/report.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { aCluster } from '../report/a-cluster.ts';
import { aReport, hostileText } from '../report/a-report.ts';
import { aFinding, anOutcome } from '../report/an-outcome.ts';

const table = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/routeTables/rt';
const waiver = { owner: 'team-web', reason: 'Known.', expires: '2027-01-31' };

function stale(...messages: string[]) {
  return anOutcome({
    code: 'RT-005',
    severity: 'medium',
    status: 'fail',
    title: 'A route leads to no node',
    findings: messages.map((message, index) =>
      aFinding({ resourceId: `${table}/routes/r${index}`, severity: 'medium', message }),
    ),
  });
}

function withChecks(...checks: CheckOutcome[]): Report {
  return aReport([
    aCluster({
      checks: checks.map((each) => ({
        ...each,
        findings: [...each.findings],
        fix: { text: each.fix.text, commands: [...each.fix.commands] },
      })),
    }),
  ]);
}

function diffOf(before: Report, after: Report) {
  return compareReports(toReportStream(before), toReportStream({ ...after, asOf: '2026-11-23T06:00:00Z' }));
}

async function changes(before: CheckOutcome[], after: CheckOutcome[]): Promise<FindingChange[]> {
  return (await diffOf(withChecks(...before), withChecks(...after))).findings;
}

describe('the findings of a cluster', () => {
  it('open where the check passed, and are fixed where it passes again', async () => {
    const pass = anOutcome({ code: 'RT-005' });
    expect(await changes([pass], [stale('one')])).toMatchObject([{ kind: 'opened', after: 'one', before: null }]);
    expect(await changes([stale('one')], [pass])).toMatchObject([{ kind: 'fixed', before: 'one', after: null }]);
    expect(await changes([stale('one')], [stale('one')])).toEqual([]);
  });

  it('are neither open nor fixed where nobody could look', async () => {
    const unknown = anOutcome({ code: 'RT-005', status: 'unknown', reason: '403 on rt.' });
    expect(await changes([stale('one')], [unknown])).toMatchObject([{ kind: 'notKnown', after: '403 on rt.' }]);
    expect(await changes([anOutcome({ code: 'RT-005' })], [unknown])).toMatchObject([{ kind: 'notKnown' }]);
    expect(await changes([unknown], [stale('one')])).toMatchObject([
      { kind: 'opened', before: 'Not known. 403 on rt.' },
    ]);
    expect(await changes([stale('one')], [])).toMatchObject([{ kind: 'notKnown' }]);
    expect(await changes([anOutcome({ code: 'NP-003' })], [anOutcome({ code: 'NP-003', status: 'notRun' })])).toEqual(
      [],
    );
  });

  it('are compared resource by resource, in any letter case', async () => {
    const upper = stale('one', 'two');
    upper.findings = upper.findings.map((each) => ({ ...each, resourceId: each.resourceId.toUpperCase() }));
    expect(await changes([stale('one')], [upper])).toMatchObject([{ kind: 'opened', after: 'two' }]);
    expect(await changes([stale('one', 'two')], [stale('one')])).toMatchObject([{ kind: 'fixed', before: 'two' }]);
  });

  it('changed where one resource says another thing, and came and went where several do', async () => {
    expect(await changes([stale('10 routes')], [stale('12 routes')])).toMatchObject([
      { kind: 'changed', before: '10 routes', after: '12 routes' },
    ]);
    const onOneTable = (...messages: string[]) =>
      anOutcome({ code: 'RT-004', status: 'fail', findings: messages.map((message) => aFinding({ message })) });
    const kinds = await changes([onOneTable('a', 'b')], [onOneTable('b', 'c', 'd')]);
    expect(kinds.map(({ kind, before, after }) => [kind, before ?? after])).toEqual([
      ['opened', 'c'],
      ['opened', 'd'],
      ['fixed', 'a'],
    ]);
  });

  it('do not change because the deadline came a day nearer', async () => {
    const left = (days: number) =>
      anOutcome({
        code: 'DL-001',
        category: 'deadline',
        status: 'fail',
        findings: [aFinding({ message: `${days} days` })],
      });
    expect(await changes([left(495)], [left(494)])).toEqual([]);
  });

  it('are waived once, and open again when the waiver has ended', async () => {
    const waived = { ...stale('one'), waiver };
    expect(await changes([stale('one')], [waived])).toMatchObject([
      { kind: 'waived', after: 'Accepted by team-web until 2027-01-31: Known.' },
    ]);
    expect(await changes([waived], [waived])).toEqual([]);
    expect(await changes([waived], [stale('one')])).toMatchObject([{ kind: 'opened', before: 'Waived.' }]);
    expect(await changes([waived], [anOutcome({ code: 'RT-005' })])).toMatchObject([{ kind: 'fixed' }]);
  });

  it('count as an opening where they got worse, and not where they got better', async () => {
    const worse = stale('one');
    worse.findings = worse.findings.map((each) => ({ ...each, severity: 'high' }));
    const [up] = await changes([stale('one')], [worse]);
    const [down] = await changes([worse], [stale('one')]);
    expect([up, down].map((each) => each && { kind: each.kind, opens: isOpening(each) })).toEqual([
      { kind: 'changed', opens: true },
      { kind: 'changed', opens: false },
    ]);
  });
});

describe('the clusters', () => {
  const moved = aCluster({ name: 'aks-moved' });
  const asOther = (mode: string | null) => ({
    id: moved.id.toUpperCase(),
    name: 'aks-moved',
    networkPlugin: 'Azure',
    networkPluginMode: mode,
  });

  it.each([
    ['migrated', { overlay: [asOther('Overlay')] }],
    ['leftKubenet', { other: [asOther(null)] }],
    ['gone', {}],
  ] satisfies [string, Partial<Report>][])('are %s, with nothing of theirs fixed', async (kind, elsewhere) => {
    const diff = await diffOf(aReport([moved]), aReport([], elsewhere));
    expect(diff.clusters).toMatchObject([{ kind, name: 'aks-moved' }]);
    expect(diff.findings).toEqual([]);
    expect(diff.counts).toMatchObject({ [kind]: 1, fixed: 0 });
    expect(reportDiffSchema.parse(diff)).toEqual(diff);
  });

  it('are not gone where their subscription was refused, or was not asked for', async () => {
    const after = aReport([]);
    const refused = after.run.scopes.map((scope) => ({ ...scope, status: 'unreadable' as const, reason: '403.' }));
    const diff = await diffOf(aReport([moved]), { ...after, run: { ...after.run, scopes: refused } });
    expect(diff.clusters).toMatchObject([{ kind: 'notRead', detail: expect.stringContaining('403.') }]);
    const narrower = await diffOf(aReport([moved]), { ...after, run: { ...after.run, scopes: [] } });
    expect(narrower.clusters).toMatchObject([{ kind: 'notRead' }]);
  });

  it('appear with their findings, which opened', async () => {
    const cluster = aCluster({ checks: [stale('one')] });
    const diff = await diffOf(aReport([]), aReport([cluster]));
    expect(diff.clusters).toMatchObject([{ kind: 'appeared' }]);
    expect(diff.findings).toMatchObject([{ kind: 'opened', cluster: { name: cluster.name } }]);
  });
});

it('compares what belongs to no cluster too', async () => {
  const diff = await diffOf(aReport([]), aReport([], { estate: { checks: [stale('orphan')] } }));
  expect(diff.findings).toMatchObject([{ kind: 'opened', cluster: null }]);
  expect(diffText(diff)).toContain('outside the clusters RT-005 medium: orphan');
});

it('refuses reports in the wrong order, and a part against the whole', async () => {
  const [old, young] = [aReport([]), aReport([], { asOf: '2026-11-29T06:00:00Z' })];
  const wrong = compareReports(toReportStream(young), toReportStream(old));
  await expect(wrong).rejects.toThrow(DiffError);
  await expect(wrong).rejects.toThrow('name the older one first');
  const part = aReport([], { filter: { subscriptionIds: [], verdicts: ['ready'], tags: {} } });
  await expect(compareReports(toReportStream(part), toReportStream(old))).rejects.toThrow('only a part');
});

it('says that nothing changed', async () => {
  const diff = await diffOf(aReport([aCluster()]), aReport([aCluster()]));
  expect(diffText(diff)).toBe('22 Nov 2026 to 23 Nov 2026, 1 to 1 kubenet cluster: nothing changed.\n');
});

it('lets no text of a stranger out of its place', async () => {
  const bad = anOutcome({ status: 'fail', title: hostileText, findings: [aFinding({ message: hostileText })] });
  const diff = await diffOf(aReport([]), aReport([aCluster({ name: hostileText, checks: [bad] })]));
  expect(diffMarkdown(diff)).not.toContain('<script');
  for (const text of [diffMarkdown(diff), diffText(diff)])
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});
