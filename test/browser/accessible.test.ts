import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Result } from 'axe-core';
import type { BrowserContextOptions } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { aBlockedCluster } from '../report/a-cluster.ts';
import { aFleet } from '../report/a-fleet.ts';
import { aPlannedFleet } from '../report/a-planned-fleet.ts';
import { aMigratedReport, anUnreadableReport, aReport } from '../report/a-report.ts';
import { aClusterPage } from './a-cluster-page.ts';
import { browserFile, type OpenPage, type TestBrowser, useBrowser } from './browser.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function seriousFindings({ page }: OpenPage): Promise<string[]> {
  await page.evaluate(axe);
  const results = await page.evaluate<{ violations: Result[] }>('axe.run()');
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

describe.skipIf(browserFile === undefined)('axe finds nothing serious', () => {
  const browser = useBrowser();
  const fleet = aFleet(12);
  const burning = aBlockedCluster({ liveSince: { 'RT-004': { asOf: '2026-10-03T06:00:00Z', before: 'noAudit' } } });
  let planned: Report;
  beforeAll(async () => {
    planned = await aPlannedFleet(12);
  });

  describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
    it.each([
      ['the whole report', fleet, ''],
      ['a cluster that burns', fleet, '#cluster-key0000'],
      ['a cluster that could not be read', fleet, '#cluster-key0003'],
      ['a report without a kubenet cluster', aMigratedReport(), ''],
      ['a report of nothing', anUnreadableReport(), ''],
    ])('in %s', async (_, report, fragment) => {
      expect(await seriousFindings(await browser.open(report, { colorScheme }, fragment))).toEqual([]);
    });
  });

  it.each<[string, Parameters<TestBrowser['open']>[0], BrowserContextOptions]>([
    ['the report', aReport([burning]), {}],
    ['the report', aReport([burning]), { colorScheme: 'dark' }],
    ['the page of the cluster', aClusterPage(burning), { viewport: { width: 390, height: 844 } }],
    ['the page of the cluster', aClusterPage(burning), { colorScheme: 'dark', viewport: { width: 320, height: 640 } }],
  ])('where a problem is live since a day, in %s', async (_, document, options) => {
    const opened = await browser.open(document, options);
    expect(await opened.page.getByText(/since the first audit, 3 Oct 2026/i).count()).toBeGreaterThan(0);
    expect(await seriousFindings(opened)).toEqual([]);
  });

  it.each(['', '#cluster-key0000'])('on a phone: %s', async (fragment) => {
    expect(
      await seriousFindings(await browser.open(fleet, { viewport: { width: 320, height: 640 } }, fragment)),
    ).toEqual([]);
  });

  it.each<[string, BrowserContextOptions]>([
    ['#plan', { colorScheme: 'light' }],
    ['#plan', { colorScheme: 'dark' }],
    ['#plan', { viewport: { width: 320, height: 640 } }],
    ['#runbook-key0001', { colorScheme: 'dark' }],
    ['#runbook-key0001', { viewport: { width: 320, height: 640 } }],
    ['#migrated', { colorScheme: 'dark' }],
    ['#migrated', { viewport: { width: 320, height: 640 } }],
  ])('in the plan, with everything unfolded: %s %j', async (fragment, options) => {
    const opened = await browser.open(planned, options, fragment);
    await opened.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
    expect(await seriousFindings(opened)).toEqual([]);
  });

  it('with everything unfolded', async () => {
    const opened = await browser.open(fleet, {}, '#cluster-key0000');
    await opened.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
    expect(await seriousFindings(opened)).toEqual([]);
  });
});
