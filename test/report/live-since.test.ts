import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { LiveSince } from '../../src/model/live-since.ts';
import { renderClusterHtml } from '../../src/report/cluster-html.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderMarkdownSummary } from '../../src/report/markdown-summary.ts';
import { renderTable } from '../../src/report/table.ts';
import { aBlockedCluster } from './a-cluster.ts';
import { aReport } from './a-report.ts';
import { visibleText } from './html/markup.ts';
import { rendered } from './rendered.ts';

const day = '2026-10-03T06:00:00Z';

function burning(since?: LiveSince['before']) {
  return aBlockedCluster(since === undefined ? {} : { liveSince: { 'RT-004': { asOf: day, before: since } } });
}

const line = 'Node aks-system-1 has no route in route table rt-shop, and 1 more';

describe.each([
  ['absent', 'since 3 Oct 2026'],
  ['noAudit', 'since the first audit, 3 Oct 2026'],
  ['notKnown', 'since 3 Oct 2026 or earlier'],
] as const)('a live problem with %s before', (before, words) => {
  const cluster = burning(before);
  const report = aReport([cluster]);

  it('says since when on the first screen and on the page of the cluster', async () => {
    const text = visibleText(await rendered(renderHtml, report));
    const alone = visibleText(renderClusterHtml(cluster, report, { reportAddress: '../report' }));

    expect(text).toContain(`${line}. S${words.slice(1)}.`);
    for (const page of [text, alone]) expect(page).toMatch(new RegExp(`Live, \\w+, ${words} ·`));
  });

  it('says since when in Markdown, the summary too', async () => {
    const text = await rendered(renderMarkdown, report);

    expect(text).toContain(`${line}. S${words.slice(1)}.\n`);
    expect(text).toContain(` · ${words}\n`);
    expect(await rendered(renderMarkdownSummary, report)).toContain(`${line}. S${words.slice(1)}.\n`);
  });

  it.each([80, 120, 200])('says since when in a table of %i columns, within them', async (width) => {
    const text = await rendered((stream) => renderTable(stream, { width, colour: false }), report);

    expect(text).toContain('Now: Node');
    expect(text.replace(/\s+/g, ' ')).toContain(`${words} `);
    expect(text.split('\n').filter((each) => stringWidth(each) > width)).toEqual([]);
  });
});

describe('a live problem of which nothing is known', () => {
  it('says nothing of when it began', async () => {
    const report = aReport([burning()]);
    const page = visibleText(await rendered(renderHtml, report));
    const table = await rendered((stream) => renderTable(stream, { width: 120, colour: false }), report);

    for (const text of [page, await rendered(renderMarkdown, report), table]) {
      expect(text).toContain('Node aks-system-1');
      expect(text).not.toMatch(/since (the first|\d+ Oct)/);
    }
  });
});
