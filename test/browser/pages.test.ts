import { describe, expect, it } from 'vitest';
import { aFleet } from '../report/a-fleet.ts';
import { browserFile, useBrowser } from './browser.ts';
import { countText, overflow, shownNames } from './page-parts.ts';

describe.skipIf(browserFile === undefined)('the page of a cluster', () => {
  const browser = useBrowser();
  const fleet = aFleet(24);

  it('opens from the table by itself, and goes back to the filtered table', async () => {
    const { page, trouble } = await browser.open(fleet, {}, '#verdict=blocked');
    await page.locator('#cluster-table').getByRole('link', { name: 'aks-shop-0004' }).click();
    const heading = page.getByRole('heading', { name: 'aks-shop-0004', exact: true });
    await heading.waitFor();

    expect(await page.locator('h1').isVisible()).toBe(false);
    expect(await page.locator('section.cluster:visible').count()).toBe(1);
    expect(await page.evaluate('document.activeElement.id')).toBe('cluster-key0004');
    expect(await page.title()).toMatch(/^aks-shop-0004 · /);

    await page.getByRole('link', { name: 'All clusters' }).click();
    await page.locator('h1').waitFor();
    expect(await countText(page)).toBe('6 of 24 clusters shown, because of verdict blocked.');
    expect(trouble).toEqual([]);
  });

  it("is where an alert's link lands, and the browser's way back leads to the whole", async () => {
    const { page } = await browser.open(fleet);
    await page.evaluate("location.hash = '#cluster-key0001'");
    await page.getByRole('heading', { name: 'aks-data-0001', exact: true }).waitFor();
    await page.goBack();
    await page.locator('h1').waitFor();

    expect(await shownNames(page)).toHaveLength(24);
  });

  it('leads to the next cluster of the filtered table', async () => {
    const { page } = await browser.open(fleet, {}, '#verdict=blocked&sort=cluster');
    await page.getByRole('link', { name: 'aks-shop-0000' }).last().click();
    await page.getByRole('link', { name: 'Next →' }).click();

    await page.getByRole('heading', { name: 'aks-shop-0004', exact: true }).waitFor();
    expect(await page.locator('.neighbours:visible').innerText()).toContain('2 of 6');
  });

  it('opens packed pages like the others', async () => {
    const { page, trouble } = await browser.open(aFleet(130), {}, '#cluster-key0115');
    await page.getByRole('heading', { name: 'aks-search-0115', exact: true }).waitFor();

    expect(await page.locator('section.cluster:visible').innerText()).toContain(
      'Microsoft.Network/routeTables/read answered 403',
    );
    expect(await page.locator('section.cluster:visible .network-picture').isVisible()).toBe(true);
    expect(trouble).toEqual([]);
  });

  it('says so where the report has no such cluster', async () => {
    const { page } = await browser.open(fleet, {}, '#cluster-gone');
    await page.getByRole('heading', { name: "This cluster's page is not in this file" }).waitFor();
    await page.getByRole('link', { name: 'The whole report' }).click();

    expect(await shownNames(page)).toHaveLength(24);
  });

  it('copies a command whole', async () => {
    const { page } = await browser.open(
      fleet,
      { permissions: ['clipboard-read', 'clipboard-write'] },
      '#cluster-key0001',
    );
    const command = page.locator('section.cluster:visible .copyable:visible', { hasText: '--enable-managed-identity' });
    await command.first().getByRole('button').click();
    await page.getByText('Copied').first().waitFor();

    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('az aks update --enable-managed-identity');
  });

  it('shows why a finding matters and where the rule comes from', async () => {
    const { page } = await browser.open(fleet, {}, '#cluster-key0004');
    const text = await page.locator('section.cluster:visible').innerText();

    expect(text).toContain('is refused while Calico enforces network policies');
    expect(text).toContain('Network policies in AKS (documented)');
    await page.locator('section.cluster:visible').getByRole('link', { name: 'NP-001' }).first().click();
    await page.getByText('Fails when the network policy of the cluster is calico.').waitFor();
  });

  it('reads without scripts: every row and every page of a small fleet, and no control that would do nothing', async () => {
    const { page } = await browser.open(fleet, { javaScriptEnabled: false });

    expect(await page.locator('#cluster-table tbody tr:visible').count()).toBe(24);
    expect(await page.locator('section.cluster:visible').count()).toBe(24);
    expect(await page.locator('button:visible, select:visible, input:visible').count()).toBe(0);
  });

  it('says without scripts what a large fleet has packed', async () => {
    const { page } = await browser.open(aFleet(130), { javaScriptEnabled: false });

    expect(await page.locator('section.cluster:visible').count()).toBe(60);
    expect(await page.getByText('open where scripts run').isVisible()).toBe(true);
  });

  it.each(['', '#cluster-key0000', '#cluster-key0003'])('fits a screen of 320 pixels: %s', async (fragment) => {
    const { page } = await browser.open(fleet, { viewport: { width: 320, height: 640 } }, fragment);

    expect(await overflow(page)).toBeLessThanOrEqual(0);
    if (fragment === '')
      expect(await page.evaluate("getComputedStyle(document.querySelector('#cluster-table tbody tr')).display")).toBe(
        'block',
      );
  });

  it('turns dark at the press of a button, and stays so', async () => {
    const { page, address } = await browser.open(fleet);
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(await background()).toBe('rgb(255, 255, 255)');
    await page.getByRole('button', { name: 'Dark theme' }).click();
    expect(await background()).toBe('rgb(20, 23, 29)');
    await page.goto(address);
    await page.reload();

    expect(await background()).toBe('rgb(20, 23, 29)');
    await page.emulateMedia({ media: 'print' });
    expect(await background()).toBe('rgb(255, 255, 255)');
  });

  it('can be used with the keys alone', async () => {
    const { page } = await browser.open(fleet);
    const focused = () =>
      page.evaluate<string>(
        "document.activeElement.id || document.activeElement.textContent.replace(/\\s+/g, ' ').trim()",
      );
    const tabTo = async (wanted: string) => {
      for (let presses = 0; presses < 80; presses += 1) {
        await page.keyboard.press('Tab');
        if ((await focused()) === wanted) return;
      }
      throw new Error(`No Tab leads to ${wanted}.`);
    };
    await tabTo('Skip to the clusters');
    await tabTo('6 ■ blocked');
    await page.keyboard.press('Space');
    expect(await countText(page)).toBe('6 of 24 clusters shown, because of verdict blocked.');
    await tabTo('search');
    await page.keyboard.type('shop-0004');
    expect(await shownNames(page)).toEqual(['aks-shop-0004']);
    await tabTo('aks-shop-0004');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'aks-shop-0004', exact: true }).waitFor();
    expect(await focused()).toBe('cluster-key0004');
    await tabTo('All clusters');
    await page.keyboard.press('Enter');
    await page.locator('h1').waitFor();
    expect(await focused()).toBe('aks-shop-0004');
  });
});
