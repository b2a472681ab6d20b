import type { ReportStream } from '../model/report.ts';
import { renderCsv } from './csv.ts';
import { type Download, renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import { renderMarkdown } from './markdown.ts';
import { renderMarkdownSummary } from './markdown-summary.ts';
import { renderSarif } from './sarif.ts';
import { renderTable } from './table.ts';
import { renderXlsx } from './xlsx.ts';

/** What a host knows about the reader; each format takes what it needs. */
export interface RenderOptions {
  /** Columns of the terminal; 80 where not given. */
  readonly width?: number;
  /** Whether the terminal shows colour; it is off where not given. */
  readonly colour?: boolean;
  /** The Azure portal of the cloud the report is about; the public one where not given. */
  readonly portalUrl?: string;
  /** Of Markdown: the fleet alone, for the body of an issue. */
  readonly isSummary?: boolean;
  /** Where a page that is served has the same report in the other formats. */
  readonly downloads?: readonly Download[];
}

type FormatName = 'table' | 'json' | 'csv' | 'html' | 'md' | 'xlsx' | 'sarif';

export interface Format {
  readonly name: FormatName;
  readonly mediaType: string;
  /** Without the dot. */
  readonly extension: string;
  /** Whether it is a document to download; `table` is for a terminal only. */
  readonly isDocument: boolean;
  /** Pure: the same report and options give the same bytes. */
  render(report: ReportStream, options?: RenderOptions): AsyncIterable<string | Uint8Array>;
}

/** For a person to keep and to filter: what a mail carries. */
export const workbook: Format = {
  name: 'xlsx',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  extension: 'xlsx',
  isDocument: true,
  render: (report, { portalUrl } = {}) => renderXlsx(report, portalUrl === undefined ? {} : { portalUrl }),
};

/** Every format, `table` first: the choices of `--format` and `?format=` come from here. */
export const formats: readonly Format[] = [
  {
    name: 'table',
    mediaType: 'text/plain; charset=utf-8',
    extension: 'txt',
    isDocument: false,
    render: (report, { width = 80, colour = false } = {}) => renderTable(report, { width, colour }),
  },
  {
    name: 'json',
    mediaType: 'application/json',
    extension: 'json',
    isDocument: true,
    render: (report) => renderJson(report),
  },
  {
    name: 'csv',
    mediaType: 'text/csv; charset=utf-8; header=present',
    extension: 'csv',
    isDocument: true,
    render: (report) => renderCsv(report),
  },
  {
    name: 'html',
    mediaType: 'text/html; charset=utf-8',
    extension: 'html',
    isDocument: true,
    render: (report, { portalUrl, downloads } = {}) =>
      renderHtml(report, {
        ...(portalUrl === undefined ? {} : { portalUrl }),
        ...(downloads === undefined ? {} : { downloads }),
      }),
  },
  {
    name: 'md',
    mediaType: 'text/markdown; charset=utf-8',
    extension: 'md',
    isDocument: true,
    render: (report, { isSummary = false } = {}) =>
      isSummary ? renderMarkdownSummary(report) : renderMarkdown(report),
  },
  workbook,
  {
    name: 'sarif',
    mediaType: 'application/sarif+json',
    extension: 'sarif',
    isDocument: true,
    render: (report) => renderSarif(report),
  },
];
