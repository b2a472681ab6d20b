import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderMarkdownSummary } from '../../src/report/markdown-summary.ts';
import { codeBlock, codeSpan, markdownText } from '../../src/words/markdown-escape.ts';
import { aBlockedCluster } from './a-cluster.ts';
import { aHostileReport, aPartialReport, aReport } from './a-report.ts';
import { rendered } from './rendered.ts';

describe('the Markdown format', () => {
  it('reads as the golden file', async () => {
    await expect(await rendered(renderMarkdown, aPartialReport())).toMatchFileSnapshot('golden/partial.md.golden');
  });

  it('keeps hostile names out of the markup', async () => {
    const text = await rendered(renderMarkdown, aHostileReport());
    const outsideCode = text
      .replace(/^(`{3,})sh\n[\s\S]*?\n\1$/gm, '')
      .replace(/(?<![\\`])(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');

    expect(outsideCode).not.toMatch(/<\/?[a-z]/i);
    expect(outsideCode).not.toMatch(/(?<!\\)\]\(/);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\u202E]/u);
  });

  it('gives each table row the same number of cells', async () => {
    const text = await rendered(renderMarkdown, aHostileReport());
    const rows = text.split('\n').filter((line) => line.startsWith('| '));

    expect(new Set(rows.map((row) => row.match(/(?<!\\)\|/g)?.length))).toEqual(new Set([8]));
  });
});

describe('the Markdown of a large fleet', () => {
  it.each([
    ['many clusters', 4000, 1],
    ['clusters with much to say', 300, 400],
  ])('of %s stays within what a step summary holds, and counts the rest', async (_, count, lines) => {
    const clusters = Array.from({ length: count }, (_each, at) =>
      aBlockedCluster({ name: `aks-ü${at}`, key: `key${at}`, verdictReason: 'It is blocked. '.repeat(lines) }),
    );
    const text = await rendered(renderMarkdown, aReport(clusters));
    const shown = text.match(/^## \S+ aks-ü\d+$/gm)?.length ?? 0;

    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(900_000);
    expect(Buffer.byteLength(text)).toBeGreaterThan(800_000);
    expect(shown).toBeGreaterThan(0);
    expect(text.replaceAll(',', '')).toContain(`${count - shown} more clusters found no room here`);
  });
});

describe('the summary in Markdown', () => {
  it('says where the fleet stands and what to do, and holds no cluster of its own', async () => {
    const text = await rendered(renderMarkdownSummary, aPartialReport());

    expect(text).toMatch(/^# kubenet-audit\n\n\*\*3 of 5 clusters still use kubenet/);
    expect(text.match(/^## .*$/gm)).toEqual([
      '## Burning now',
      '## Where it stands',
      '## What to do next',
      '## Clusters',
    ]);
    expect(text).toMatch(/^1\. \*\*/m);
    expect(text.match(/^\| aks/gm)).toHaveLength(3);
  });

  it.each([
    ['many clusters', 4000, ''],
    ['clusters with long names', 400, 'ü'.repeat(2000)],
  ])('of %s fits the body of an issue, and counts the rest', async (_, count, more) => {
    const clusters = Array.from({ length: count }, (_each, at) =>
      aBlockedCluster({ name: `aks-${at}${more}`, key: `key${at}` }),
    );
    const text = await rendered(renderMarkdownSummary, aReport(clusters));
    const shown = text.match(/^\| aks/gm)?.length ?? 0;

    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536);
    expect(shown).toBeGreaterThan(0);
    expect(text.replaceAll(',', '')).toContain(`${count - shown} more clusters found no room here`);
  });

  it('of a hostile report fits too', async () => {
    expect(Buffer.byteLength(await rendered(renderMarkdownSummary, aHostileReport()))).toBeLessThanOrEqual(65_536);
  });
});

describe('Markdown escaping', () => {
  it.each([
    ['a|b', 'a\\|b'],
    ['*bold*', '\\*bold\\*'],
    ['line\nbreak', 'line break'],
    ['<b>', '&lt;b&gt;'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
  ])('shows %j as it is', (text, escaped) => {
    expect(markdownText(text)).toBe(escaped);
  });

  it('mentions nobody', () => {
    expect(markdownText('@octocat')).not.toContain('@octocat');
  });

  it('fences code with more backticks than it holds', () => {
    expect(codeSpan('a`b')).toBe('``a`b``');
    expect(codeBlock(['```'])).toBe('````sh\n```\n````\n');
  });
});
