import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { codeBlock, codeSpan, markdownText } from '../../src/report/markdown-escape.ts';
import { aHostileReport, aPartialReport } from './a-report.ts';
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

    expect(new Set(rows.map((row) => row.match(/(?<!\\)\|/g)?.length))).toEqual(new Set([7]));
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
