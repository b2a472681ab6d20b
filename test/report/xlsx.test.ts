import { strFromU8, unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { renderXlsx, sheets } from '../../src/report/xlsx.ts';
import { aBlockedCluster, aCluster } from './a-cluster.ts';
import { aPlannedFleet } from './a-planned-fleet.ts';
import {
  aHealthyReport,
  aHostileReport,
  anEmptyReport,
  anUnreadableReport,
  aPartialReport,
  aReport,
  hostileText,
} from './a-report.ts';
import { aReportWithCode } from './a-report-with-code.ts';
import { calico } from './an-outcome.ts';

async function bytesOf(report: Report, options: { portalUrl?: string } = {}): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(renderXlsx(toReportStream(report), options)));
}

/** Opened with a library that is not the writer's. */
async function opened(report: Report, options: { portalUrl?: string } = {}) {
  const { sheets: all } = await readXlsx(await bytesOf(report, options), { readStyles: true });
  const sheet = (name: string) => {
    const found = all.find((each) => each.name === name);
    if (found === undefined) throw new Error(`There is no sheet ${name}.`);
    return found;
  };
  /** The rows of a sheet by the names in its head. */
  const records = (name: string) => {
    const [head = [], ...rows] = sheet(name).rows;
    return rows.map((row) => Object.fromEntries(head.map((column, index) => [String(column), row[index] ?? null])));
  };
  const linkAt = (name: string, row: number, column: number) =>
    sheet(name).cells?.get(`${row},${column}`)?.hyperlink?.target;
  return { names: all.map(({ name }) => name), all, sheet, records, linkAt };
}

describe('the XLSX workbook', () => {
  it.each(
    Object.entries({
      partial: aPartialReport(),
      healthy: aHealthyReport(),
      empty: anEmptyReport(),
      unreadable: anUnreadableReport(),
      hostile: aHostileReport(),
    }),
  )('has its sheets, each with a head that is frozen and filtered: %s', async (_, report) => {
    const { names, all } = await opened(report);

    expect(names).toEqual([
      'Summary',
      'Clusters',
      'Findings',
      'Routes that are wrong',
      'Headroom',
      'Waves',
      'Waivers',
      'Coverage',
      'Glossary',
    ]);
    all.forEach((sheet, index) => {
      expect(sheet.rows[0]).toEqual(sheets[index]?.columns.map(({ name }) => name));
      expect(sheet.freezePane).toMatchObject({ rows: 1, columns: 1 });
      expect(sheet.autoFilter?.range).toMatch(/^A1:/);
      expect(sheet.merges ?? []).toEqual([]);
      expect(sheet.columns?.[0]?.width).toBe(sheets[index]?.columns[0]?.width);
    });
  });

  it('begins with what the first page says', async () => {
    const { records } = await opened(aPartialReport());
    const facts = Object.fromEntries(records('Summary').map(({ What, Answer }) => [What, Answer]));

    expect(facts).toMatchObject({
      'In one sentence': '3 of 5 clusters still use kubenet; 1 is blocked, 1 could move today.',
      'On kubenet': 3,
      '■ blocked': 1,
      'Losing traffic now': 1,
      Coverage: '2 of 3 subscriptions read. 1 could not be read: Legacy (403 AuthorizationFailed).',
    });
  });

  it('spells a verdict in one way on every sheet, with shape and colour', async () => {
    const { all } = await opened(await aPlannedFleet(12));
    const verdicts = all.flatMap(({ name, cells, rows }) =>
      [...(cells ?? [])]
        .filter(([, { value }]) => /^\W?.?(blocked|needs ?work|unverified|ready)$/i.test(String(value)))
        .map(([place, { value, style }]) => ({
          sheet: name,
          head: rows[0]?.[Number(place.split(',')[1])],
          text: String(value),
          colour: style?.font?.color?.rgb,
        })),
    );
    const distinct = (values: readonly unknown[]) => [...new Set(values)].sort();
    const words = ['■ blocked', '▲ needs work', '◇ unverified', '● ready'];

    for (const sheet of ['Summary', 'Clusters', 'Findings', 'Waves', 'Glossary']) {
      expect([sheet, distinct(verdicts.filter((each) => each.sheet === sheet).map(({ text }) => text))]).toEqual([
        sheet,
        words,
      ]);
    }
    expect(distinct(verdicts.map(({ head }) => head))).toEqual(['Term', 'Verdict', 'What']);
    expect(distinct(verdicts.map(({ text, colour }) => `${text} ${colour}`))).toHaveLength(4);
    expect(distinct(verdicts.map(({ colour }) => colour))).toHaveLength(4);
  });

  it('says where the code makes each cluster', async () => {
    const { records } = await opened(aReportWithCode('infra/main.tf'));
    const cells = (sheet: string, name: string) => {
      const row = records(sheet).find(({ Cluster }) => Cluster === name);
      return [
        row?.['Written in code'],
        String(row?.['Verdict of the code']).split(', ')[0],
        row?.['What the code does'],
      ];
    };

    expect(cells('Clusters', 'aks-written')).toEqual(['infra/main.tf:3', 'destroys-cluster', 'infra/main.tf']);
    expect(cells('Clusters', 'aks-lost')).toEqual([null, 'null', 'infra/main.tf']);
    expect(records('Findings').length).toBeGreaterThan(0);
  });

  it('has heads in words', () => {
    const heads = sheets.flatMap(({ columns }) => columns.map(({ name }) => name));

    expect(heads.filter((head) => !/^[A-Z]/.test(head) || /[a-z][A-Z]/.test(head))).toEqual([]);
    for (const { name, columns } of sheets) {
      expect([name, columns.length]).toEqual([name, new Set(columns.map((column) => column.name)).size]);
    }
  });

  it('points to nothing that does not exist', async () => {
    const { all, names, records } = await opened(await aPlannedFleet(4));
    const known = new Set<unknown>([...names, ...sheets.flatMap(({ columns }) => columns.map(({ name }) => name))]);
    const terms = records('Glossary').map(({ Term }) => Term);
    const texts = all.flatMap(({ rows }) => rows.flat()).filter((cell) => typeof cell === 'string');

    // The words of the verdicts come first.
    expect(terms.slice(4).filter((term) => !known.has(term))).toEqual([]);
    expect(texts.filter((text) => /docs\/|\/api\/|#cluster-/.test(text))).toEqual([]);
  });

  it('has what to do first at the top of every sheet', async () => {
    const clusters = ['a', 'b', 'c'].map((name) => ({ ...aCluster({ name }), key: name }));
    const last = aBlockedCluster({ name: 'z', id: `${aCluster().id}z`, key: 'z' });
    const { records } = await opened(aReport([...clusters, last]));
    const firstOn = (sheet: string) => records(sheet)[0]?.['Cluster'];

    expect(['Clusters', 'Findings', 'Headroom'].map(firstOn)).toEqual(['z', 'z', 'z']);
    const found = records('Findings').filter(({ Cluster }) => Cluster === 'z');
    expect(found[0]).toMatchObject({ Code: 'RT-004', 'Losing traffic': 'yes', Status: 'fail' });
  });

  it('has the subscription that could not be read before those that were, on Coverage', async () => {
    const { records } = await opened(aPartialReport());

    expect(records('Coverage').map(({ What, Status }) => [What, Status])).toEqual([
      ['audit', 'partial'],
      ['subscription', 'could not be read'],
      ['subscription', 'read'],
      ['subscription', 'read'],
    ]);
  });

  it('of an estate too large to hold sorts the clusters, and says that the other sheets are not', async () => {
    const clusters = Array.from({ length: 501 }, (_, index) => {
      const place = String(index).padStart(4, '0');
      return aCluster({ name: `c${place}`, key: place, id: `${aCluster().id}${place}` });
    });
    const last = aBlockedCluster({ name: 'z', id: `${aCluster().id}z`, key: 'z' });
    const { records } = await opened(aReport([...clusters, last]));

    expect(records('Clusters')[0]).toMatchObject({ Cluster: 'z' });
    expect(records('Headroom')[0]).toMatchObject({ Cluster: 'c0000' });
    expect(records('Summary').find(({ What }) => What === 'Order of rows')?.['Answer']).toMatch(
      /the clusters come by id/,
    );
  });

  it('on paper fits the width, repeats the head of each sheet, numbers the pages and leaves out what could not be read', async () => {
    const files = unzipSync(await bytesOf(aPartialReport()));
    const textOf = (file: string) => strFromU8(files[file] ?? new Uint8Array());
    const ranges = (name: string) =>
      [...textOf('xl/workbook.xml').matchAll(new RegExp(`<definedName name="_xlnm\\.${name}"[^>]*>([^<]*)<`, 'g'))].map(
        ([, range]) => range?.split('!')[1] ?? '',
      );

    expect(ranges('Print_Titles')).toEqual(sheets.map(() => '$1:$1'));
    const lastColumns = ranges('Print_Area').map((range) => /^\$A\$1:\$([A-Z]+)\$\d+$/.exec(range)?.[1]);
    // Of Clusters up to the subscription, of Findings up to what to do.
    expect(lastColumns.slice(0, 3)).toEqual(['B', 'K', 'H']);
    expect(lastColumns).toHaveLength(sheets.length);
    for (const index of sheets.keys()) {
      const sheet = textOf(`xl/worksheets/sheet${index + 1}.xml`);
      expect(sheet).toMatch(/<pageSetUpPr fitToPage="1"/);
      expect(sheet).toMatch(/<pageSetup [^>]*fitToHeight="0"/);
      expect(sheet).toMatch(/<oddFooter>[^<]*&amp;P of &amp;N</);
    }
  });

  it('has a row for each cluster, with numbers as numbers and dates as dates', async () => {
    const { records, linkAt } = await opened(aPartialReport(), { portalUrl: 'https://portal.azure.us/' });
    const [blocked, ...others] = records('Clusters');
    const unverified = others.find(({ Verdict }) => Verdict === '◇ unverified');

    expect(blocked).toMatchObject({
      Cluster: 'aks-shop-prod',
      Verdict: '■ blocked',
      Readiness: 39,
      'Readiness at least': 31,
      'Nodes left': 6,
      'Binding limit': 'pod CIDR',
      Owner: 'team-web',
      Subscription: 'Shop',
      Created: new Date('2023-04-01T08:00:00Z'),
    });
    expect(unverified).toMatchObject({ 'Nodes left': null, 'Headroom score': null, 'Readiness at most': 94 });
    expect(linkAt('Clusters', 1, 0)).toMatch(/^https:\/\/portal\.azure\.us\/#@\/resource\/subscriptions\//);
  });

  it('has every finding in words, and leaves out what passed', async () => {
    const { records } = await opened(aPartialReport());
    const rows = records('Findings');

    expect(rows.map(({ Code, Status }) => [Code, Status])).toEqual(
      expect.arrayContaining([
        [null, 'unknown'],
        ['RT-015', 'fail'],
        ['RT-004', 'fail'],
        ['RT-004', 'unknown'],
        ['HEAD-001', 'error'],
      ]),
    );
    expect(rows.some(({ Status }) => Status === 'pass')).toBe(false);
    expect(rows.find(({ Code }) => Code === 'NP-001')).toMatchObject({
      'Losing traffic': null,
      Category: 'network policy',
      Severity: 'blocker',
      Readiness: 39,
    });
  });

  it('tells the routes that are wrong by their evidence', async () => {
    const { records } = await opened(aReport([aBlockedCluster()]));

    expect(records('Routes that are wrong')).toMatchObject([
      { Cluster: 'aks-shop-prod', Code: 'RT-004', 'Losing traffic': 'yes', Node: 'aks-system-1', 'Route table': 'rt' },
      { Node: 'aks-system-2' },
    ]);
  });

  it('shows headroom as shares, and a share that is not known as nothing', async () => {
    const { records, sheet } = await opened(aReport([aBlockedCluster()]));
    const rows = records('Headroom');

    expect(rows[0]).toMatchObject({
      Limit: 'route table',
      Capacity: 400,
      Used: 252,
      'Used of capacity': 0.63,
      'Peak of capacity': 0.84,
      'Binds first': null,
    });
    expect(rows[2]).toMatchObject({ Limit: 'pod CIDR', 'Binds first': 'yes' });
    expect(rows[3]).toMatchObject({ Limit: 'vCPU quota', Capacity: null, 'Used of capacity': null });
    expect(sheet('Headroom').cells?.get('1,6')?.style?.numFmt).toBe('0%');
  });

  it('names who waived what, until when', async () => {
    const cluster = aBlockedCluster();
    const waiver = { owner: 'team-shop', reason: 'Moves in March.', expires: '2027-03-01' };
    const { records } = await opened(aReport([{ ...cluster, checks: [{ ...calico(cluster.id), waiver }] }]));

    expect(records('Waivers')).toMatchObject([
      {
        Cluster: 'aks-shop-prod',
        Code: 'NP-001',
        Findings: 1,
        'Waived by': 'team-shop',
        'Waived until': new Date('2027-03-01T00:00:00Z'),
      },
    ]);
  });

  it('says in Coverage what could not be read', async () => {
    const { records } = await opened(aPartialReport());
    const rows = records('Coverage');

    expect(rows[0]).toMatchObject({ What: 'audit', Status: 'partial', Finished: new Date('2026-11-22T06:01:12Z') });
    expect(rows[1]).toMatchObject({
      What: 'subscription',
      Name: 'Legacy',
      Status: 'could not be read',
      Reason: '403 AuthorizationFailed.',
    });
  });

  it('says in a sentence why a sheet has no rows', async () => {
    const { sheet } = await opened(anEmptyReport());

    expect(sheet('Clusters').rows[1]?.[0]).toBe('No kubenet cluster in this report.');
    expect(sheet('Waves').rows[1]?.[0]).toBe('This report holds no plan.');
  });

  it.each(['=', '+', '-', '@', '\t'])('keeps a text that starts with %j a text, and no formula', async (sign) => {
    const { sheet, records } = await opened(aReport([aCluster({ tags: { owner: `${sign}1+1` } })]));

    expect(records('Clusters')[0]?.['Owner']).toBe(`${sign}1+1`);
    expect([...(sheet('Clusters').cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual([]);
  });

  it('keeps hostile texts texts: no formula, no link to anywhere but the web', async () => {
    const { all, records } = await opened(aHostileReport());
    const cells = all.flatMap((sheet) => [...(sheet.cells?.values() ?? [])]);

    expect(cells.filter(({ formula }) => formula !== undefined)).toEqual([]);
    expect(
      cells.flatMap(({ hyperlink }) => hyperlink?.target ?? []).filter((link) => !link.startsWith('https://')),
    ).toEqual([]);
    expect(records('Clusters')[0]?.['Cluster']).toBe(hostileText.replaceAll(/[\u202E\p{Cc}]/gu, '\uFFFD'));
    expect(cells.every(({ value }) => typeof value !== 'string' || value.length <= 32_767)).toBe(true);
  });

  it('is the same bytes for the same report, whenever it is made', async () => {
    const [first, second] = [await bytesOf(aPartialReport()), await bytesOf(aPartialReport())];

    expect(first.equals(second)).toBe(true);
    // Of the first entry: the time that every ZIP tells, here the first day there is.
    expect([first.readUInt16LE(10), first.readUInt16LE(12)]).toEqual([0, 0x21]);
  });

  it('is made as it is read: bytes come before the last cluster is asked for', async () => {
    const clusters = Array.from({ length: 501 }, (_, index) => aBlockedCluster({ name: `aks-${index}` }));
    const stream = toReportStream(aReport(clusters));
    let asked = 0;
    const counted = {
      ...stream,
      async *clusters() {
        for await (const cluster of stream.clusters()) {
          asked += 1;
          yield cluster;
        }
      },
    };
    const bytes = renderXlsx(counted);
    while (asked === 0) await bytes.next();
    await bytes.next();
    const askedByThen = asked;
    for await (const _ of bytes);

    expect(askedByThen).toBeLessThan(clusters.length);
    // All of it in one walk.
    expect(asked).toBe(clusters.length);
  });

  it('holds the plan: for each cluster its wave, week and day as dates, or why it cannot make it', async () => {
    const report = await aPlannedFleet(12);
    const { records } = await opened(report);
    const rows = records('Waves');
    const places = new Map(
      report.schedule?.waves.flatMap(({ week, clusters }, index) =>
        clusters.map(({ key, date }) => [key, { wave: index + 1, week, day: date }] as const),
      ),
    );

    expect(rows).toHaveLength(12);
    // Who cannot make it comes first, then the others by their day.
    expect(rows[0]?.['Wave']).toBeNull();
    const days = rows.slice(1).map(({ Day }) => Number(Day));
    expect(days).toEqual(days.toSorted((a, b) => a - b));
    expect(places.size).toBe(11);
    for (const { key, name } of report.clusters) {
      const row = rows.find((each) => each['Cluster'] === name);
      const place = places.get(key);
      expect(row).toMatchObject(
        place === undefined
          ? { Wave: null, Week: null, Day: null, 'Cannot make it': expect.stringContaining('from 2028-05-01 on') }
          : { Wave: place.wave, Week: new Date(place.week), Day: new Date(place.day), 'Cannot make it': null },
      );
      expect(row?.['What becomes of the pod addresses']).toMatch(/pod CIDR/);
    }
  });
});
