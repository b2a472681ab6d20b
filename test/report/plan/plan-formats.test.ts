import nodeIcal from 'node-ical';
import { describe, expect, it } from 'vitest';
import { defaultPlanSettings } from '../../../src/model/plan-settings.ts';
import type { Report } from '../../../src/model/report.ts';
import { makePlan, scheduleReport } from '../../../src/plan/make-plan.ts';
import { planDocumentSchema } from '../../../src/plan/plan-document.ts';
import { toReportStream } from '../../../src/report/parse-report.ts';
import { planFormats } from '../../../src/report/plan/formats.ts';
import { aFleet } from '../a-fleet.ts';
import { aHostileReport, aMigratedReport } from '../a-report.ts';

async function planOf(report: Report, settings = {}) {
  const stream = toReportStream(report);
  return makePlan(stream, await scheduleReport(stream, { ...defaultPlanSettings, ...settings }));
}

async function rendered(name: string, report: Report, settings = {}): Promise<string> {
  const format = planFormats.find((each) => each.name === name);
  return format?.render(await planOf(report, settings)) ?? '';
}

describe('the plan as a calendar', () => {
  it('is read by another parser: a whole day for each cluster, and the deadline', async () => {
    const plan = await planOf(aFleet(12));
    const text = await rendered('ics', aFleet(12));
    const events = Object.values(nodeIcal.sync.parseICS(text)).filter((each) => each?.type === 'VEVENT');
    const found = Object.fromEntries(events.map((event) => [event.uid, event]));
    expect(events).toHaveLength(13);
    for (const { key, name, date, stops } of plan.waves.flatMap(({ clusters }) => clusters)) {
      const event = found[`${key}@kubenet-audit`];
      expect(event?.datetype).toBe('date');
      // A day without a time is the day's beginning where the reader is.
      const { start } = event ?? {};
      expect([start?.getFullYear(), (start?.getMonth() ?? 0) + 1, start?.getDate()]).toEqual(
        date.split('-').map(Number),
      );
      expect(event?.summary).toBe(`Migrate ${name} to Azure CNI Overlay`);
      for (const code of stops) expect(event?.description).toContain(code);
    }
    expect(found['deadline@kubenet-audit']?.start.getDate()).toBe(31);
  });

  it('has lines of at most 75 bytes that end as RFC 5545 says, and is the same every time', async () => {
    const text = await rendered('ics', aHostileReport());
    expect(text).toBe(await rendered('ics', aHostileReport()));
    const lines = text.split('\r\n');
    expect(lines.at(-1)).toBe('');
    expect(lines.filter((line) => /[\r\n]/.test(line))).toEqual([]);
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    const events = Object.values(nodeIcal.sync.parseICS(text)).filter((each) => each?.type === 'VEVENT');
    expect(events).toHaveLength(2);
  });

  it('holds no character that controls, turns round or hides', async () => {
    const text = (await rendered('ics', aHostileReport())).replaceAll('\r\n', '');

    expect(text).toContain('gnp.exe');
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });
});

describe('the plan as JSON', () => {
  it('fits its schema', async () => {
    const value: unknown = JSON.parse(await rendered('json', aFleet(12)));
    expect(planDocumentSchema.safeParse(value).error).toBeUndefined();
  });
});

describe('the plan for people', () => {
  it('names who cannot make it, what must be true by when, what slips, and what becomes of the addresses', async () => {
    const text = await rendered('md', aFleet(12), { finishBy: '2027-01-22', clustersPerWeek: 2 });
    expect(text).toContain('cannot make it.');
    expect(text).toMatch(/^## Cannot make it$/m);
    expect(text).toMatch(/a week would do\./);
    expect(text).toMatch(/^\| \d+ \w+ 202\d \| NP-001 \| /m);
    expect(text).toMatch(/It must begin by \d+ \w+ 20\d\d, \d+ weeks? later at the most; if it slips a week,/);
    expect(text).toContain("Migrate with today's pod CIDR");
    expect(text).toContain('pods leave a cluster with the address of their node');
  });

  it('lets no name break out of Markdown or of the terminal', async () => {
    const text = await rendered('md', aHostileReport());
    expect(text).not.toContain('<script');
    const rows = text.split('\n').filter((line) => line.startsWith('| '));
    for (const row of rows) expect(row.replaceAll('\\|', '').split(' | ').length).toBeLessThanOrEqual(7);
    const table = await rendered('table', aHostileReport());
    for (const character of ['\u001B', '\u202E']) expect(table).not.toContain(character);
  });

  it('says that nothing is left to plan', async () => {
    for (const name of ['md', 'table']) {
      expect(await rendered(name, aMigratedReport())).toContain('No kubenet cluster is left to plan for.');
    }
  });
});
