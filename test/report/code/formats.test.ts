import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../src/report/html.ts';
import { renderJson } from '../../../src/report/json.ts';
import { renderMarkdown } from '../../../src/report/markdown.ts';
import { renderMarkdownSummary } from '../../../src/report/markdown-summary.ts';
import { parseReport } from '../../../src/report/parse-report.ts';
import { renderTable } from '../../../src/report/table.ts';
import { aReport, hostileText } from '../a-report.ts';
import { aReportWithCode } from '../a-report-with-code.ts';
import { rendered } from '../rendered.ts';

const report = aReportWithCode('infra/main.tf');
const hostile = aReportWithCode(hostileText);
const table = (each: typeof report) => rendered((stream) => renderTable(stream, { width: 200, colour: false }), each);

describe('an audit with code', () => {
  it('is the same after a journey as JSON', async () => {
    const text = await rendered(renderJson, report);
    expect(await rendered(renderJson, parseReport(text))).toBe(text);
  });

  it('says in the summary for an issue what the code would destroy, and nothing without code', async () => {
    const text = await rendered(renderMarkdownSummary, report);
    expect(text).toContain('Of 2 kubenet clusters the code of 1 was found, of 0 likely, of 1 not.');
    expect(text).toContain('- Code against aks-moved: infra/main.tf See infra/main.tf:3');
    expect(await rendered(renderMarkdownSummary, aReport([]))).not.toContain('in code');
  });

  it('counts the clusters whose code was found, and names those that it would destroy', async () => {
    const text = await table(report);
    expect(text).toContain('Of 2 kubenet clusters the code of 1 was found, of 0 likely, of 1 not.');
    expect(text).toContain(
      'Code against aks-moved: infra/main.tf See infra/main.tf:3, through the module block at infra/main.tf:3.',
    );
  });

  it('shows places, waivers, clusters and gaps in Markdown and HTML', async () => {
    const [markdown, html] = [await rendered(renderMarkdown, report), await rendered(renderHtml, report)];
    for (const text of [markdown, html]) {
      expect(text).toContain('kubenet in code');
      expect(text).toContain('infra/main.tf:3');
      expect(text).toContain('waived until 2027-05-01');
      expect(text).toContain('undoes a migration');
      expect(text).toContain('aks-lost');
    }
    expect(html).toContain('1 place not read whole');
  });

  it('lets no text of the code be anything but text', async () => {
    expect(await rendered(renderHtml, hostile)).not.toContain('<script>alert');
    expect(await rendered(renderMarkdown, hostile)).not.toContain('<script>alert');
    const text = await table(hostile);
    expect(text).not.toContain('\u001B');
    expect(text).not.toContain('\u202E');
  });

  it('says nothing of code where none was given', async () => {
    const without = aReport([]);
    expect(await table(without)).not.toContain('Code');
    expect(await rendered(renderHtml, without)).not.toContain('kubenet in code');
    expect(await rendered(renderMarkdown, without)).not.toContain('kubenet in code');
  });
});
