import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { aFleet } from '../report/a-fleet.ts';
import { parseCsv } from '../report/parse-csv.ts';
import { browserFile, useBrowser } from './browser.ts';
import { countText, names, shownNames } from './page-parts.ts';

describe.skipIf(browserFile === undefined)('the table of clusters', () => {
  const browser = useBrowser();
  const fleet = aFleet(24);

  it('shows all clusters at first, live problems at the top', async () => {
    const { page, trouble } = await browser.open(fleet);

    expect(await countText(page)).toBe('24 of 24 kubenet clusters shown');
    expect((await shownNames(page)).slice(0, 3).sort()).toEqual(['aks-shop-0000', 'aks-shop-0008', 'aks-shop-0016']);
    expect(trouble).toEqual([]);
  });

  it('filters by the verdict that is clicked on the first screen, says why, and gives all back on a second click', async () => {
    const { page } = await browser.open(fleet);
    const tile = page.locator('a.toggle.blocked');
    await tile.click();

    expect(await countText(page)).toBe('6 of 24 clusters shown, because of verdict blocked.');
    expect(await tile.getAttribute('aria-pressed')).toBe('true');
    expect(new URL(page.url()).hash).toBe('#verdict=blocked');

    await tile.click();
    expect(await countText(page)).toBe('24 of 24 kubenet clusters shown');
    expect(new URL(page.url()).hash).toBe('');
  });

  it('searches name, id, owner, code and problem', async () => {
    const { page } = await browser.open(fleet);
    const search = page.locator('#search');
    for (const [words, count] of [
      ['aks-pay-0002', 1],
      ['22222222-2222', 8],
      ['team-data', 6],
      ['NP-001', 6],
      ['user-assigned', 0],
      ['SystemAssigned', 6],
      ['TEAM-data needs', 6],
    ] as const) {
      await search.fill(words);
      expect([words, (await shownNames(page)).length]).toEqual([words, count]);
    }
  });

  it.each([
    ['Subscription', 'Data (8)', 8],
    ['Location', 'eastus2 (8)', 8],
    ['Owner', 'team-pay (6)', 6],
    ['Owner', '(no owner tag) (6)', 6],
    ['Wave', 'wave 2 (6)', 6],
    ['Finding', 'NP-001 · Calico is enabled (6)', 6],
  ])('filters by %s: %s', async (label, option, count) => {
    const { page } = await browser.open(fleet);
    await page.getByRole('combobox', { name: label, exact: true }).selectOption({ label: option });

    expect(await shownNames(page)).toHaveLength(count);
    expect(await countText(page)).toContain(`${label.toLowerCase()} ${option.replace(/ \(\d+\)$/, '')}.`);
  });

  it('sorts up, down, and back to what to do first', async () => {
    const { page } = await browser.open(fleet);
    const head = page.getByRole('columnheader', { name: 'Cluster' });
    const before = await shownNames(page);
    const button = head.getByRole('button');

    await button.click();
    expect(await shownNames(page)).toEqual(names(fleet).sort());
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    await button.click();
    expect(await shownNames(page)).toEqual(names(fleet).sort().reverse());
    await button.click();
    expect(await shownNames(page)).toEqual(before);
  });

  it('sorts numbers as numbers', async () => {
    const { page } = await browser.open(fleet);
    await page.getByRole('columnheader', { name: 'Nodes left' }).getByRole('button').click();
    const cells = await page.locator('tbody .c-nodes').allInnerTexts();

    expect(cells[0]).toBe('not known');
    expect(cells.map((text) => Number.parseInt(text, 10)).filter((value) => !Number.isNaN(value))).toEqual([
      ...Array.from({ length: 6 }, () => 6),
      ...Array.from({ length: 12 }, () => 244),
    ]);
  });

  it('shows and hides columns', async () => {
    const { page } = await browser.open(fleet);
    expect(await page.locator('th.c-location').isVisible()).toBe(false);
    await page.getByText('Columns', { exact: true }).click();
    await page.locator('input[data-column=location]').check();
    await page.locator('input[data-column=owner]').uncheck();

    expect(await page.locator('th.c-location').isVisible()).toBe(true);
    expect(await page.locator('th.c-owner').isVisible()).toBe(false);
  });

  it('comes back as it was sent: filters, search, sorting and columns are in the address', async () => {
    const { page, address } = await browser.open(fleet);
    await page.locator('.toggle[type=button][data-verdict-filter=blocked]').click();
    await page.locator('.toggle[type=button][data-verdict-filter=needsWork]').click();
    await page.getByRole('combobox', { name: 'Owner' }).selectOption('team-web');
    await page.locator('#search').fill('shop & "pay"');
    await page.locator('#search').fill('aks');
    await page.getByRole('columnheader', { name: 'Cluster' }).getByRole('button').click();
    await page.getByText('Columns', { exact: true }).click();
    await page.locator('input[data-column=version]').check();
    const sent = page.url();
    const { page: received } = await browser.reopen(sent);

    expect(sent.startsWith(`${address}#`)).toBe(true);
    expect(await shownNames(received)).toEqual(await shownNames(page));
    expect(await countText(received)).toBe(await countText(page));
    expect(await received.locator('#search').inputValue()).toBe('aks');
    expect(await received.locator('th.c-version').isVisible()).toBe(true);
    expect(await received.getByRole('columnheader', { name: 'Cluster' }).getAttribute('aria-sort')).toBe('ascending');
  });

  it('takes an address nobody could have made for one without filters', async () => {
    const { page, trouble } = await browser.open(
      fleet,
      {},
      '#verdict=purple&sub=%E0%A4&sort=-nothing&cols=,,&owner=nobody',
    );

    expect(await countText(page)).toContain('0 of 24 clusters shown');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    expect(await shownNames(page)).toHaveLength(24);
    expect(trouble).toEqual([]);
  });

  it('goes to the clusters of a step when its link is clicked', async () => {
    const { page } = await browser.open(fleet);
    await page.locator('#next [data-code-filter="MIG-008"]').click();

    expect(await countText(page)).toContain('6 of 24 clusters shown, because of finding MIG-008');
  });

  it('lists the first of a large fleet, and all when asked', async () => {
    const { page } = await browser.open(aFleet(150));
    expect(await shownNames(page)).toHaveLength(60);
    expect(await countText(page)).toBe('150 of 150 kubenet clusters shown. The first 60 are listed.');
    await page.getByRole('button', { name: 'Show all 150' }).click();

    expect(await shownNames(page)).toHaveLength(150);
  });

  it('saves as CSV what the filter shows, with the columns in sight, and runs no formula', async () => {
    const [first, ...others] = fleet.clusters;
    if (first === undefined) throw new Error('The fleet is empty.');
    const formula = { ...first, tags: { ...first.tags, owner: '=HYPERLINK("x"),1' } };
    const { page, trouble } = await browser.open(
      { ...fleet, clusters: [formula, ...others] },
      {},
      '#verdict=blocked&sort=cluster',
    );
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save this table as CSV' }).click();
    const file = await download;
    const text = await readFile(await file.path(), 'utf8');
    const [head, ...rows] = parseCsv(text.replace(/^\uFEFF/, ''));

    expect(file.suggestedFilename()).toBe('kubenet-clusters.csv');
    expect(head?.slice(0, 3)).toEqual(['Cluster', 'Subscription', 'Verdict']);
    expect(head).not.toContain('Location');
    expect(rows.map(([name]) => name)).toEqual(await shownNames(page));
    expect(new Set(rows.map((row) => row[2]))).toEqual(new Set(['blocked']));
    expect(rows[0]?.[head?.indexOf('Owner') ?? 0]).toBe('\'=HYPERLINK("x"),1');
    expect(rows[0]?.at(-1)).toBe(first.id);
    expect(trouble).toEqual([]);
  });
});
