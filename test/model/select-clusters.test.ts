import { describe, expect, it } from 'vitest';
import type { ReportFilter } from '../../src/model/report.ts';
import { selectClusters } from '../../src/model/select-clusters.ts';
import { renderJson } from '../../src/report/json.ts';
import { parseReport, toReportStream } from '../../src/report/parse-report.ts';
import { data } from '../report/a-cluster.ts';
import { aPartialReport } from '../report/a-report.ts';
import { joined } from '../report/rendered.ts';

async function selected(filter: Partial<ReportFilter>) {
  return parseReport(await joined(renderJson(selectClusters(toReportStream(aPartialReport()), filter))));
}

async function names(filter: Partial<ReportFilter>): Promise<string[]> {
  return (await selected(filter)).clusters.map((cluster) => cluster.name);
}

describe('selecting clusters of a report', () => {
  it('keeps the clusters of a subscription, whatever the case of its id', async () => {
    expect(await names({ subscriptionIds: [data.toUpperCase()] })).toEqual(['aks-data-prod']);
  });

  it('keeps the clusters with one of the verdicts', async () => {
    expect(await names({ verdicts: ['ready', 'blocked'] })).toEqual(['aks-shop-prod', 'aks-web-test']);
  });

  it('compares tag names without case and tag values with', async () => {
    expect(await names({ tags: { OWNER: 'team-web' } })).toEqual(['aks-shop-prod', 'aks-web-test']);
    expect(await names({ tags: { owner: 'Team-Web' } })).toEqual([]);
  });

  it('keeps what passes everything asked for', async () => {
    expect(await names({ verdicts: ['ready'], tags: { owner: 'team-web', env: 'test' } })).toEqual(['aks-web-test']);
    expect(await names({ verdicts: ['ready'], subscriptionIds: [data] })).toEqual([]);
  });

  it('keeps the summary of the whole estate and says that it is filtered', async () => {
    const report = await selected({ verdicts: ['ready'] });

    expect(report.summary).toEqual(aPartialReport().summary);
    expect(report.filter).toEqual({ subscriptionIds: [], verdicts: ['ready'], tags: {} });
  });

  it('gives the report itself when nothing is asked for', () => {
    const report = toReportStream(aPartialReport());

    expect(selectClusters(report, { verdicts: [] })).toBe(report);
  });
});
