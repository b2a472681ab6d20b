import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { selectClusters } from '../../../src/model/select-clusters.ts';
import { htmlContentSecurityPolicy, renderHtml } from '../../../src/report/html.ts';
import { toReportStream } from '../../../src/report/parse-report.ts';
import { aBlockedCluster, aCluster } from '../a-cluster.ts';
import {
  aHealthyReport,
  aHostileReport,
  aMigratedReport,
  anEmptyReport,
  anUnreadableReport,
  aPartialReport,
  aReport,
} from '../a-report.ts';
import { missingRoute } from '../an-outcome.ts';
import { joined, rendered } from '../rendered.ts';
import { nestingErrors, tagsOf, visibleText } from './markup.ts';

const situations = Object.entries({
  partial: aPartialReport(),
  healthy: aHealthyReport(),
  empty: anEmptyReport(),
  migrated: aMigratedReport(),
  unreadable: anUnreadableReport(),
  hostile: aHostileReport(),
});

/** Of every element of the kind that could do something, in order; data blocks are none. */
function hashesOf(page: string, element: 'style' | 'script'): string {
  const all = [...page.matchAll(new RegExp(`<${element}>([\\s\\S]*?)</${element}>`, 'g'))];
  return all.map(([, content = '']) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`).join(' ');
}

describe.each(situations)('the HTML page of a report that is %s', (_, report) => {
  it('is well formed', async () => {
    expect(nestingErrors(tagsOf(await rendered(renderHtml, report)))).toEqual([]);
  });

  it('runs and loads nothing but what its policy names', async () => {
    const page = await rendered(renderHtml, report);
    const tags = tagsOf(page);

    expect(htmlContentSecurityPolicy).toContain(`style-src ${hashesOf(page, 'style')};`);
    expect(htmlContentSecurityPolicy).toContain(`script-src ${hashesOf(page, 'script')};`);
    expect(tags.filter(({ name, isEnd }) => ['script', 'style'].includes(name) && !isEnd)).toHaveLength(3);
    expect(
      tags.filter(({ name }) => ['img', 'link', 'iframe', 'object', 'embed', 'base', 'form'].includes(name)),
    ).toEqual([]);
    expect(
      tags.flatMap(({ attributes }) => [...attributes.keys()]).filter((key) => /^(on|style$|src)/.test(key)),
    ).toEqual([]);
  });

  it('links to places of its own or to https', async () => {
    const tags = tagsOf(await rendered(renderHtml, report));
    const ids = tags.flatMap(({ attributes }) => attributes.get('id') ?? []);
    const links = tags.flatMap(({ attributes }) => attributes.get('href') ?? []);
    const inside = links.filter((link) => link.startsWith('#')).map((link) => decodeURIComponent(link.slice(1)));

    expect(new Set(ids).size).toBe(ids.length);
    expect(links.filter((link) => !/^(#|https:\/\/)/.test(link))).toEqual([]);
    expect(
      inside
        .map((id) => id.replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'))
        .filter((id) => !ids.includes(id)),
    ).toEqual([]);
  });

  it('has one first-level heading, a main landmark and a language', async () => {
    const tags = tagsOf(await rendered(renderHtml, report)).filter(({ isEnd }) => !isEnd);

    expect(tags.filter(({ name }) => name === 'h1')).toHaveLength(1);
    expect(tags.filter(({ name }) => name === 'main')).toHaveLength(1);
    expect(tags.find(({ name }) => name === 'html')?.attributes.get('lang')).toBe('en');
  });
});

describe('the HTML page', () => {
  it('answers, names what burns and what could not be read before the table', async () => {
    const text = visibleText(await rendered(renderHtml, aPartialReport()));
    const firstScreen = text.slice(0, text.indexOf('what to do first'));

    for (const words of [
      '3 of 5 clusters still use kubenet; 1 is blocked, 1 could move today.',
      'No history yet: with --history FOLDER a second scan says whether the pace is enough.',
      'Burning now',
      'aks-system-1 has no route',
      '495',
      '2 of 3 subscriptions read. 1 could not be read: Legacy (403 AuthorizationFailed).',
    ]) {
      expect(firstScreen).toContain(words);
    }
  });

  it('draws each choice of a filter in the direction its name is read', async () => {
    const owners = ['צוות', 'team-web'];
    const clusters = owners.map((owner) => aCluster({ name: `aks-${owner}`, tags: { owner } }));
    const page = await rendered(renderHtml, aReport(clusters));

    expect(page).toContain('<option dir="auto" value="צוות">צוות (1)</option>');
    expect(page).toContain('<option dir="auto" value="team-web">team-web (1)</option>');
  });

  it('shows no number where nothing could be read', async () => {
    const text = visibleText(await rendered(renderHtml, anUnreadableReport()));

    expect(text).toContain('Nothing could be read');
    expect(text).toContain('How many clusters use kubenet is not known.');
    expect(text).not.toContain('0 clusters');
  });

  it('puts what is lost now before what stops the move, and that before the rest', async () => {
    const text = visibleText(await rendered(renderHtml, aReport([aBlockedCluster()])));
    const places = [
      'Live problems',
      'What stops it',
      'What could not be checked',
      'more nodes still fit',
      'Also found',
    ].map((words) => text.indexOf(words));

    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('gives each finding its evidence, its sureness, its fix and its commands', async () => {
    const text = visibleText(await rendered(renderHtml, aReport([aBlockedCluster()])));

    for (const words of [
      'network policy calico',
      'Measured',
      'reimages every node',
      'az aks update --resource-group rg-shop',
    ]) {
      expect(text).toContain(words);
    }
  });

  it('keeps blocker-class unknowns in sight and folds the lesser ones', async () => {
    const page = await rendered(renderHtml, aPartialReport());
    const open = page.replace(/<details>[\s\S]*?<\/details>/g, '');

    expect(open).toContain('routeTables/read answered 403');
    expect(open).not.toContain('limit is undefined');
    expect(page).toContain('limit is undefined');
  });

  it('folds findings after the tenth', async () => {
    const cluster = aCluster();
    const nodes = Array.from({ length: 400 }, (_, index) => `node-${index}`);
    const page = await rendered(renderHtml, aReport([{ ...cluster, checks: [missingRoute(cluster.id, nodes)] }]));
    const open = page.replace(/<details>[\s\S]*?<\/details>/g, '');

    expect(visibleText(page)).toContain('390 more');
    expect(open).toContain('node-9 ');
    expect(open).not.toContain('node-10 ');
  });

  it('does not say that nothing burns where it could not be checked', async () => {
    const { clusters } = aPartialReport();
    const text = visibleText(await rendered(renderHtml, aReport(clusters.slice(1))));

    expect(text).toContain('No live route problem found in 1 cluster; it could not be checked in 1 cluster.');
  });

  it('links resources to the portal of the cloud it is told', async () => {
    const page = await joined(
      renderHtml(toReportStream(aReport([aCluster()])), { portalUrl: 'https://portal.azure.us/' }),
    );

    expect(page).toContain(`href="https://portal.azure.us/#@/resource${aCluster().id}"`);
  });

  it('says that it shows a part, and that its figures do not', async () => {
    const report = selectClusters(toReportStream(aPartialReport()), { tags: { env: 'nowhere' } });
    const page = await joined(renderHtml(report));

    expect(nestingErrors(tagsOf(page))).toEqual([]);
    expect(visibleText(page)).toContain('0 of 3 kubenet clusters shown ( tag env=nowhere )');
  });

  it('makes the same bytes each time', async () => {
    expect(await rendered(renderHtml, aPartialReport())).toBe(await rendered(renderHtml, aPartialReport()));
  });

  it('does not print the whole of a tag of 64 KB', async () => {
    expect((await rendered(renderHtml, aHostileReport())).length).toBeLessThan(100_000);
  });
});
