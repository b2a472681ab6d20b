import { strFromU8, unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { columns } from '../../src/report/columns.ts';
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

  it('spells a verdict on Findings as on Clusters', async () => {
    const { records } = await opened(aReport([{ ...aBlockedCluster(), verdict: 'needsWork' }]));
    const ofClusters = new Set(records('Clusters').map(({ verdict }) => verdict));
    const ofFindings = new Set(records('Findings').flatMap(({ verdict }) => verdict || []));

    expect(ofFindings).toContain('needs work');
    expect([...ofFindings].filter((verdict) => !ofClusters.has(verdict))).toEqual([]);
  });

  it('repeats the head of each sheet on every printed page', async () => {
    const files = unzipSync(await bytesOf(aPartialReport()));
    const workbook = strFromU8(files['xl/workbook.xml'] ?? new Uint8Array());

    const titled = [...workbook.matchAll(/<definedName name="_xlnm\.Print_Titles"[^>]*>([^<]*)</g)];
    expect(titled.map(([, range]) => range?.split('!')[1])).toEqual(sheets.map(() => '$1:$1'));
  });

  it('has a row for each cluster, with numbers as numbers and dates as dates', async () => {
    const { records, linkAt } = await opened(aPartialReport(), { portalUrl: 'https://portal.azure.us/' });
    const [blocked, , unverified] = records('Clusters');

    expect(blocked).toMatchObject({
      cluster: 'aks-shop-prod',
      verdict: 'blocked',
      readiness: 39,
      readinessLow: 31,
      nodesLeft: 6,
      bindingLimit: 'pod CIDR',
      owner: 'team-web',
      subscription: 'Shop',
      createdAt: new Date('2023-04-01T08:00:00Z'),
    });
    expect(unverified).toMatchObject({ nodesLeft: null, headroomScore: null, readinessHigh: 94 });
    expect(linkAt('Clusters', 1, 0)).toMatch(/^https:\/\/portal\.azure\.us\/#@\/resource\/subscriptions\//);
  });

  it('has the columns of the CSV for findings, and leaves out what passed', async () => {
    const { sheet, records } = await opened(aPartialReport());
    const rows = records('Findings');

    expect(sheet('Findings').rows[0]).toEqual(columns.map(({ name }) => name));
    expect(rows.map(({ code, status }) => [code, status])).toEqual(
      expect.arrayContaining([
        [null, 'unknown'],
        ['RT-015', 'fail'],
        ['RT-004', 'fail'],
        ['RT-004', 'unknown'],
        ['HEAD-001', 'error'],
      ]),
    );
    expect(rows.some(({ status }) => status === 'pass')).toBe(false);
    expect(rows.find(({ code }) => code === 'NP-001')).toMatchObject({ live: false, readiness: 39 });
  });

  it('tells the routes that are wrong by their evidence', async () => {
    const { records } = await opened(aReport([aBlockedCluster()]));

    expect(records('Routes that are wrong')).toMatchObject([
      { cluster: 'aks-shop-prod', code: 'RT-004', live: true, node: 'aks-system-1', routeTable: 'rt' },
      { node: 'aks-system-2' },
    ]);
  });

  it('shows headroom as shares, and a share that is not known as nothing', async () => {
    const { records, sheet } = await opened(aReport([aBlockedCluster()]));
    const rows = records('Headroom');

    expect(rows[0]).toMatchObject({
      limit: 'route table',
      capacity: 400,
      used: 252,
      usedShare: 0.63,
      peakShare: 0.84,
      bindingLimit: false,
    });
    expect(rows[2]).toMatchObject({ limit: 'pod CIDR', bindingLimit: true });
    expect(rows[3]).toMatchObject({ limit: 'vCPU quota', capacity: null, usedShare: null });
    expect(sheet('Headroom').cells?.get('1,6')?.style?.numFmt).toBe('0%');
  });

  it('names who waived what, until when', async () => {
    const cluster = aBlockedCluster();
    const waiver = { owner: 'team-shop', reason: 'Moves in March.', expires: '2027-03-01' };
    const { records } = await opened(aReport([{ ...cluster, checks: [{ ...calico(cluster.id), waiver }] }]));

    expect(records('Waivers')).toMatchObject([
      {
        cluster: 'aks-shop-prod',
        code: 'NP-001',
        findings: 1,
        waiverOwner: 'team-shop',
        waiverExpires: new Date('2027-03-01T00:00:00Z'),
      },
    ]);
  });

  it('says in Coverage what could not be read', async () => {
    const { records } = await opened(aPartialReport());
    const rows = records('Coverage');

    expect(rows[0]).toMatchObject({ what: 'audit', status: 'partial', finishedAt: new Date('2026-11-22T06:01:12Z') });
    expect(rows.at(-1)).toMatchObject({
      what: 'subscription',
      name: 'Legacy',
      status: 'unreadable',
      reason: '403 AuthorizationFailed.',
    });
  });

  it('says in a sentence why a sheet has no rows', async () => {
    const { sheet } = await opened(anEmptyReport());

    expect(sheet('Clusters').rows[1]?.[0]).toBe('No kubenet cluster in this report.');
    expect(sheet('Waves').rows[1]?.[0]).toMatch(/^The plan is not part of this report/);
  });

  it.each(['=', '+', '-', '@', '\t'])('keeps a text that starts with %j a text, and no formula', async (sign) => {
    const { sheet, records } = await opened(aReport([aCluster({ tags: { owner: `${sign}1+1` } })]));

    expect(records('Clusters')[0]?.['owner']).toBe(`${sign}1+1`);
    expect([...(sheet('Clusters').cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual([]);
  });

  it('keeps hostile texts texts: no formula, no link to anywhere but the web', async () => {
    const { all, records } = await opened(aHostileReport());
    const cells = all.flatMap((sheet) => [...(sheet.cells?.values() ?? [])]);

    expect(cells.filter(({ formula }) => formula !== undefined)).toEqual([]);
    expect(
      cells.flatMap(({ hyperlink }) => hyperlink?.target ?? []).filter((link) => !link.startsWith('https://')),
    ).toEqual([]);
    expect(records('Clusters')[0]?.['cluster']).toBe(hostileText.replace(/\p{Cc}/gu, ''));
    expect(cells.every(({ value }) => typeof value !== 'string' || value.length <= 32_767)).toBe(true);
  });

  it('is the same bytes for the same report, whenever it is made', async () => {
    const [first, second] = [await bytesOf(aPartialReport()), await bytesOf(aPartialReport())];

    expect(first.equals(second)).toBe(true);
    // Of the first entry: the time that every ZIP tells, here the first day there is.
    expect([first.readUInt16LE(10), first.readUInt16LE(12)]).toEqual([0, 0x21]);
  });

  it('is made as it is read: bytes come before the last cluster is asked for', async () => {
    const clusters = Array.from({ length: 400 }, (_, index) => aBlockedCluster({ name: `aks-${index}` }));
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
    // The summary needs no cluster.
    do await bytes.next();
    while (asked === 0);

    expect(asked).toBeLessThan(400);
    await bytes.return(undefined);
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
    expect(places.size).toBe(11);
    for (const { key, name } of report.clusters) {
      const row = rows.find((each) => each['cluster'] === name);
      const place = places.get(key);
      expect(row).toMatchObject(
        place === undefined
          ? { wave: null, week: null, day: null, cannotMakeIt: expect.stringContaining('from 2028-05-01 on') }
          : { wave: place.wave, week: new Date(place.week), day: new Date(place.day), cannotMakeIt: null },
      );
      expect(row?.['podAddresses']).toMatch(/pod CIDR/);
    }
  });
});
