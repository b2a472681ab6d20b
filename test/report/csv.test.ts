import { describe, expect, it } from 'vitest';
import { columns } from '../../src/report/columns.ts';
import { renderCsv } from '../../src/report/csv.ts';
import { aCluster } from './a-cluster.ts';
import { aHostileReport, anEmptyReport, aPartialReport, aReport, hostileText } from './a-report.ts';
import { aReportWithCode } from './a-report-with-code.ts';
import { aFinding, anOutcome, quotaUnknown } from './an-outcome.ts';
import { parseCsv } from './parse-csv.ts';
import { rendered } from './rendered.ts';

function records(text: string): Record<string, string>[] {
  const [head = [], ...rows] = parseCsv(text.replace(/^\uFEFF/, ''));
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
}

describe('the CSV format', () => {
  it('reads as the golden file', async () => {
    await expect(await rendered(renderCsv, aPartialReport())).toMatchFileSnapshot('golden/partial.csv.golden');
  });

  it('has a head line also when there is nothing to list', async () => {
    expect(await rendered(renderCsv, anEmptyReport())).toBe(`\uFEFF${columns.map(({ name }) => name).join(',')}\r\n`);
  });

  it('has a row for each finding and for each outcome that is not known', async () => {
    const checks = [
      anOutcome({ code: 'A', status: 'fail', findings: [aFinding({ message: 'one' }), aFinding({ message: 'two' })] }),
      anOutcome({ code: 'B', findings: [aFinding({ status: 'pass', message: 'three' })] }),
      anOutcome({ code: 'C', status: 'notApplicable' }),
      quotaUnknown(),
    ];
    const rows = records(await rendered(renderCsv, aReport([aCluster({ checks })])));

    expect(rows.map((row) => [row['code'], row['status']])).toEqual([
      ['A', 'fail'],
      ['A', 'fail'],
      ['B', 'pass'],
      ['MIG-016', 'unknown'],
    ]);
    expect(rows.at(-1)?.['message']).toContain('403');
  });

  it('names each subscription that could not be read', async () => {
    const rows = records(await rendered(renderCsv, aPartialReport()));

    expect(rows[0]).toMatchObject({ subscription: 'Legacy', status: 'unknown', message: '403 AuthorizationFailed.' });
  });

  it('says at the end of each row where the code makes the cluster', async () => {
    const text = await rendered(renderCsv, aReportWithCode('infra/main.tf'));
    const codeOf = (name: string) =>
      records(text)
        .filter(({ cluster }) => cluster === name)
        .map(({ codeWrittenAt, codeVerdict, codeState, codeCertainty }) => [
          codeWrittenAt,
          codeVerdict?.split(', ').slice(0, 2),
          codeState,
          codeCertainty,
        ]);

    expect(parseCsv(text)[0]?.slice(-5)).toEqual([
      'waiverExpires',
      'codeWrittenAt',
      'codeVerdict',
      'codeState',
      'codeCertainty',
    ]);
    expect(codeOf('aks-written')[0]).toEqual([
      'infra/main.tf:3',
      ['destroys-cluster', 'undoes-migration'],
      'written',
      'certain',
    ]);
    expect(codeOf('aks-lost')[0]).toEqual(['', [''], 'notFound', '']);
  });

  it('has empty cells there in an audit without code', async () => {
    const [row] = records(await rendered(renderCsv, aReport([aCluster()])));

    expect([row?.['codeWrittenAt'], row?.['codeVerdict'], row?.['codeState']]).toEqual(['', '', '']);
  });

  it('leaves the cell of a number that is not known empty', async () => {
    const unknown = { value: null, low: 0, high: 100 };
    const scores = { readiness: unknown, routeTable: unknown, headroom: unknown };
    const [row] = records(await rendered(renderCsv, aReport([aCluster({ scores })])));

    expect(row).toMatchObject({ readiness: '', readinessLow: '0' });
  });

  it('begins with a byte order mark, once, so that Excel shows letters right', async () => {
    const text = await rendered(renderCsv, aPartialReport());

    expect([text.indexOf('\uFEFF'), text.lastIndexOf('\uFEFF')]).toEqual([0, 0]);
  });

  it('holds no character raw that controls, turns round or hides', async () => {
    const Owner = 'a\u0000b\u001b[31mc\u0085d\u202ee\u2066f\u200fg\th\ni\u2028j\u200bk\u{e0041}l';
    const text = await rendered(renderCsv, aReport([aCluster({ tags: { Owner } })]));

    expect(text.slice(1).replaceAll(/\r?\n/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(records(text)[0]?.['owner']).toBe('a�b�[31mc�d�e�f�g h\ni�j�k�l');
  });

  it('leaves the joiners that scripts are spelled with', async () => {
    const Owner = 'می\u200cخواهم 👩\u200d💻';
    expect(records(await rendered(renderCsv, aReport([aCluster({ tags: { Owner } })])))[0]?.['owner']).toBe(Owner);
  });

  it.each(['\t', '\r', ' '])('does not let %j in front hide a formula', async (space) => {
    const [row] = records(await rendered(renderCsv, aReport([aCluster({ tags: { Owner: `${space}=1+1` } })])));

    expect(row?.['owner']).toBe("'=1+1");
  });

  it.each(['=', '+', '-', '@'])('puts an apostrophe before a text that starts with %j', async (sign) => {
    const cluster = aCluster({ tags: { Owner: `${sign}1+1` } });
    const [row] = records(await rendered(renderCsv, aReport([cluster])));

    expect(row?.['owner']).toBe(`'${sign}1+1`);
  });

  it('keeps hostile texts, each in its own cell', async () => {
    const rows = records(await rendered(renderCsv, aHostileReport()));

    expect(rows.every((row) => Object.keys(row).length === columns.length)).toBe(true);
    expect(rows.some((row) => row['cluster'] === hostileText.replaceAll(/[\u202E\p{Cc}]/gu, '\uFFFD'))).toBe(true);
    expect(rows.filter((row) => /^[=+\-@\t\r]/.test(Object.values(row).join('\n'))).length).toBe(0);
  });
});
