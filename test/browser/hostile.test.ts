import { describe, expect, it } from 'vitest';
import { renderSvg, svgContentSecurityPolicy } from '../../src/report/diagram/svg.ts';
import { aHostileReport, hostileText } from '../report/a-report.ts';
import { aPicture, aPictureNode } from '../report/diagram/a-picture.ts';
import { browserFile, useBrowser } from './browser.ts';

/** The hostile estate, as often as makes packed pages too, with a picture full of the same. */
function hostileReport(count: number) {
  const report = aHostileReport();
  const [cluster] = report.clusters;
  if (cluster === undefined) throw new Error('The hostile report has a cluster.');
  const picture = aPicture({
    nodes: [
      aPictureNode(0, {
        name: hostileText,
        pool: hostileText,
        addresses: [hostileText],
        nextHop: hostileText,
        state: 'wrongHop',
      }),
    ],
    reason: hostileText,
  });
  const clusters = Array.from({ length: count }, (_, index) => ({
    ...cluster,
    key: index === 0 ? cluster.key : `key${index}`,
    id: `${cluster.id}${index}`,
    network: { ...cluster.network, picture },
  }));
  return { ...report, clusters, catalogue: hostileCatalogue() };
}

function hostileCatalogue() {
  const entry = {
    category: 'routeTable',
    title: hostileText,
    failureTitle: hostileText,
    why: hostileText,
    condition: hostileText,
    docs: 'javascript:alert(1)',
    sources: [{ title: hostileText, url: 'javascript:alert(1)', sure: 'documented' }],
  } as const;
  return { [hostileText]: { ...entry, sources: [...entry.sources] } };
}

describe.skipIf(browserFile === undefined)('a hostile estate', () => {
  const browser = useBrowser();

  it('runs nothing and breaks nothing in the report', async () => {
    const { page, trouble } = await browser.open(hostileReport(1));
    await page.locator('#search').fill('<script>');
    await page.getByRole('columnheader', { name: 'Owner' }).getByRole('button').click();
    await page.locator('#cluster-table tbody a').first().click();
    await page.locator('section.cluster:visible').waitFor();
    await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");

    expect(await page.locator('section.cluster:visible h2').innerText()).toContain('<script>alert(1)</script>');
    expect(await page.locator('img, iframe, object, embed, a[href^="javascript:" i]').count()).toBe(0);
    expect(trouble).toEqual([]);
  });

  it('runs nothing in a page that was packed', async () => {
    const { page, trouble } = await browser.open(hostileReport(75), {}, '#cluster-key74');
    await page.locator('#cluster-key74 h2').waitFor();

    expect(await page.locator('#cluster-key74 img, #cluster-key74 script').count()).toBe(0);
    expect(trouble).toEqual([]);
  });

  it.each([
    '#cluster-%22%3E%3Cscript%3Ealert(1)%3C/script%3E',
    '#q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&verdict=%22%5D,__proto__&owner=constructor',
    '#%3Cscript%3Ealert(1)%3C/script%3E',
    '#cluster-%E0%A4',
  ])('runs nothing that an address brings: %s', async (fragment) => {
    const { page, trouble } = await browser.open(hostileReport(1), {}, fragment);
    await page.locator('body').waitFor();

    expect(await page.locator('img').count()).toBe(0);
    expect(trouble).toEqual([]);
  });

  it('runs nothing in the picture as a file', async () => {
    const [cluster] = hostileReport(1).clusters;
    if (cluster === undefined) throw new Error('The hostile report has a cluster.');
    const { page, trouble } = await browser.open({
      body: renderSvg(cluster),
      mediaType: 'image/svg+xml',
      policy: svgContentSecurityPolicy,
    });

    expect(await page.evaluate("document.querySelectorAll('script, foreignObject, a').length")).toBe(0);
    expect(await page.evaluate('document.documentElement.localName')).toBe('svg');
    expect(trouble).toEqual([]);
  });
});
