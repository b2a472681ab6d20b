import { describe, expect, it } from 'vitest';
import type { Report, ReportStream } from '../../src/model/report.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTable } from '../../src/report/table.ts';
import { staleRulesSentence } from '../../src/words/dated-facts.ts';
import { aReport } from '../report/a-report.ts';
import { rendered } from '../report/rendered.ts';

const old: Report = { ...aReport([]), asOf: '2026-12-20T06:00:00Z', dataCheckedOn: '2026-08-21' };

describe('the age of the rules', () => {
  it.each([
    ['2026-08-21T00:00:00Z', false],
    ['2026-12-19T23:59:59Z', false],
    ['2026-12-20T00:00:00Z', true],
  ])('is told on %s: %s', (asOf, isTold) => {
    expect(staleRulesSentence({ asOf, dataCheckedOn: '2026-08-21' }) !== '').toBe(isTold);
  });

  it('says when they were checked, and how long ago', () => {
    expect(staleRulesSentence(old)).toContain('21 Aug 2026, 121 days before');
  });

  it('is not told of a report that does not say', () => {
    expect(staleRulesSentence({ asOf: old.asOf })).toBe('');
  });

  it.each([
    ['HTML', (report: ReportStream) => renderHtml(report)],
    ['Markdown', renderMarkdown],
    ['the table', (report: ReportStream) => renderTable(report, { width: 80, colour: false })],
  ])('is told in %s', async (_, render) => {
    const fresh = { ...old, asOf: '2026-11-22T06:00:00Z' };
    expect((await rendered(render, old)).replaceAll(/\s+/g, ' ')).toContain('last checked on 21 Aug 2026');
    expect((await rendered(render, fresh)).replaceAll(/\s+/g, ' ')).not.toContain('last checked on');
  });
});
