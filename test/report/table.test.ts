import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { selectClusters } from '../../src/model/select-clusters.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { renderTable, type TableOptions } from '../../src/report/table.ts';
import { aCluster } from './a-cluster.ts';
import {
  aHostileReport,
  aMigratedReport,
  anEmptyReport,
  anUnreadableReport,
  aPartialReport,
  aReport,
} from './a-report.ts';
import { joined } from './rendered.ts';

function table(report: Report, options: Partial<TableOptions> = {}): Promise<string> {
  return joined(renderTable(toReportStream(report), { width: 80, colour: false, ...options }));
}

describe('the terminal table', () => {
  it.each([80, 200])('reads as the golden file at %i columns', async (width) => {
    const text = await table(aPartialReport(), { width });

    await expect(text).toMatchFileSnapshot(`golden/partial-${width}.txt`);
  });

  it.each([60, 80, 119, 120, 200])('keeps every line within %i columns', async (width) => {
    const { headroom } = aCluster();
    const wide = aCluster({
      name: '漢字'.repeat(30),
      verdictReason: 'x'.repeat(300),
      headroom: { ...headroom, nodesLeft: null, atMost: 6, notKnown: ['routes', 'quota'] },
    });
    for (const report of [aPartialReport(), aReport([wide, aCluster({ name: 'a'.repeat(63) })])]) {
      const lines = (await table(report, { width })).split('\n');
      expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
    }
  });

  it('prints no escape sequence without colour, and nothing but its own with it', async () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
    const escapes = /\u001B\[[\d;]*m/g;
    const plain = await table(aHostileReport());
    const painted = await table(aHostileReport(), { colour: true });

    expect(plain).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(painted.replace(escapes, '')).toBe(plain);
  });

  it('puts live problems first, then blocked clusters, then the rest by nodes left', async () => {
    const roomy = aCluster({ name: 'aks-roomy' });
    const tight = aCluster({ name: 'aks-tight', headroom: { ...roomy.headroom, nodesLeft: 1 } });
    const blocked = aCluster({ name: 'aks-blocked', verdict: 'blocked' });
    const [live] = aPartialReport().clusters;
    const text = await table(aReport([roomy, tight, blocked, ...(live ? [live] : [])]));

    expect(text.match(/^aks-[a-z-]+/gm)).toEqual(['aks-shop-prod', 'aks-blocked', 'aks-tight', 'aks-roomy']);
  });

  it.each([
    ['an empty estate', anEmptyReport(), 'No AKS cluster was found.'],
    ['all migrated', aMigratedReport(), 'No kubenet cluster left in 40. Keep the audit until the leftovers'],
    ['nothing readable', anUnreadableReport(), 'Nothing could be read'],
  ])('says it in words: %s', async (_, report, words) => {
    expect((await table(report)).replace(/\n/g, ' ')).toContain(words);
  });

  it('says what is filtered, and of how many', async () => {
    const report = selectClusters(toReportStream(aPartialReport()), { verdicts: ['ready'] });
    const text = await joined(renderTable(report, { width: 80, colour: false }));

    expect(text).toContain('Filtered (verdict ready): 1 cluster of 3 shown.');
  });
});
