import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { aPlannedFleet } from '../report/a-planned-fleet.ts';
import { browserFile, useBrowser } from './browser.ts';
import { overflow, shownNames } from './page-parts.ts';

describe.skipIf(browserFile === undefined)('the plan in the report', () => {
  const browser = useBrowser();
  let fleet: Report;
  beforeAll(async () => {
    fleet = await aPlannedFleet(24);
  });

  it('is a picture of the weeks with the freezes and the deadline, and lists of the same', async () => {
    const { page, trouble } = await browser.open(fleet, {}, '#plan');
    const waves = fleet.schedule?.waves ?? [];

    expect(await page.locator('#plan .waves-chart.wide .frozen').count()).toBe(2);
    expect(await page.locator('#plan details.wave').count()).toBe(waves.length);
    expect(await page.locator('#plan').innerText()).toContain('31 Mar 2028');
    expect(await page.locator('#plan').innerText()).toContain('14 Dec 2026 to 10 Jan 2027 (year end)');
    expect(await page.locator('.misfits').innerText()).toMatch(/^aks-search-0023: It can migrate from 2028-05-01 on/);
    expect(trouble).toEqual([]);
  });

  it('leads to the cluster, to its runbook, and from there back to the wave', async () => {
    const { page } = await browser.open(fleet, {}, '#plan');
    const row = page.locator('#wave-1 tbody tr').first();
    const name = await row.getByRole('link').first().innerText();
    await row.getByRole('link', { name: `Runbook of ${name}` }).click();
    await page.getByRole('heading', { name, exact: true }).waitFor();

    expect(await page.locator('section.cluster:visible details.runbook').getAttribute('open')).not.toBeNull();
    await page.locator('section.cluster:visible').getByRole('link', { name: 'wave 1' }).click();
    await page.locator('#wave-1').waitFor();
    expect(await page.locator('#wave-1').isVisible()).toBe(true);
  });

  it('shows in the table which clusters one of its tasks is about, and whom a wave holds', async () => {
    const { page } = await browser.open(fleet, {}, '#plan');
    await page.locator('#plan tr', { hasText: 'NP-001' }).getByRole('link').click();
    expect(await shownNames(page)).toHaveLength(6);

    await page.evaluate("location.hash = '#wave=-'");
    await page.getByText('1 of 24 clusters shown').waitFor();
    expect(await shownNames(page)).toEqual(['aks-search-0023']);
  });

  it.each(['#plan', '#wave-3', '#runbook-key0001', '#migrated'])(
    'fits a screen of 320 pixels: %s',
    async (fragment) => {
      const { page } = await browser.open(fleet, { viewport: { width: 320, height: 640 } }, fragment);
      await page.evaluate(
        "document.querySelectorAll('#plan details, #migrated details').forEach((each) => { each.open = true; })",
      );

      expect(await overflow(page)).toBeLessThanOrEqual(0);
    },
  );

  it('reads the rows of a wave when it is opened, and all of them where everything is printed', async () => {
    const { page, trouble } = await browser.open(fleet);
    const waves = page.locator('#plan details.wave');
    const rows = waves.last().locator('tbody tr');
    expect(await rows.count()).toBe(0);
    await waves.last().locator('summary').click();
    await rows.first().waitFor();
    expect(await waves.nth(2).locator('tbody tr').count()).toBe(0);

    await page.evaluate('window.print = () => {}');
    await page.getByRole('button', { name: 'Print everything' }).click();
    await page.locator('html[data-print=all]').waitFor();
    await page.emulateMedia({ media: 'print' });

    for (const wave of await waves.all()) expect(await wave.locator('tbody tr').first().isVisible()).toBe(true);
    expect(trouble).toEqual([]);
  });

  it('reads without scripts', async () => {
    const { page } = await browser.open(fleet, { javaScriptEnabled: false });
    expect(await page.getByRole('heading', { name: 'Cannot make it' }).isVisible()).toBe(true);
    expect(await page.locator('#wave-1 tbody tr').first().isVisible()).toBe(true);
    const last = page.locator('#plan details.wave').last();
    await last.locator('summary').click();
    expect(await last.locator('tbody tr').first().isVisible()).toBe(true);
  });
});

describe.skipIf(browserFile === undefined)('the runbook in the report', () => {
  const browser = useBrowser();
  let fleet: Report;
  beforeAll(async () => {
    fleet = await aPlannedFleet(8);
  });

  it('keeps its ticks: the same page reloaded, the next report, each cluster for itself, and paper', async () => {
    const { page, trouble } = await browser.open(fleet, {}, '#runbook-key0001');
    const runbook = page.locator('section.cluster:visible details.runbook');
    const boxes = runbook.locator('input[data-step]');
    await boxes.nth(0).check();
    await runbook.getByText('Update the cluster to Azure CNI Overlay').click();
    expect(await runbook.locator('summary').innerText()).toMatch(/\(2 done\)$/);

    await page.reload();
    expect(await runbook.locator('summary').innerText()).toMatch(/\(2 done\)$/);
    expect(await boxes.nth(0).isChecked()).toBe(true);
    await page.emulateMedia({ media: 'print' });
    expect(await boxes.nth(0).isVisible()).toBe(true);
    expect(await boxes.nth(0).isChecked()).toBe(true);
    expect(await runbook.locator('button:visible').count()).toBe(0);
    await page.emulateMedia({ media: 'screen' });

    await page.evaluate("location.hash = '#runbook-key0002'");
    await page.getByRole('heading', { name: 'aks-pay-0002', exact: true }).waitFor();
    expect(await page.locator('section.cluster:visible input[data-step]:checked').count()).toBe(0);

    await page.evaluate("location.hash = '#cluster-key0001'");
    await page.getByRole('heading', { name: 'aks-data-0001', exact: true }).waitFor();
    await boxes.nth(0).uncheck();
    await page.reload();
    expect(await runbook.locator('summary').innerText()).toMatch(/\(1 done\)$/);
    expect(trouble).toEqual([]);
  });

  it('copies the commands of a step whole', async () => {
    const { page } = await browser.open(
      fleet,
      { permissions: ['clipboard-read', 'clipboard-write'] },
      '#runbook-key0002',
    );
    const step = page.locator('section.cluster:visible .tasks > li', { hasText: 'Update the cluster to Azure CNI' });
    await step.getByRole('button', { name: 'Copy the commands' }).click();
    await page.getByText('Copied').first().waitFor();

    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(
      /^az aks update .* --name aks-pay-0002 --network-plugin azure --network-plugin-mode overlay$/,
    );
  });
});
