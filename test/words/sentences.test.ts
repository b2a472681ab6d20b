import { describe, expect, it } from 'vitest';
import type { Report, ReportScope, Summary } from '../../src/model/report.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import {
  answerSentence,
  coverageSentence,
  deadlineSentence,
  paceSentence,
  verdictCountsText,
} from '../../src/words/sentences.ts';
import { aCluster } from '../report/a-cluster.ts';
import {
  aHealthyReport,
  aMigratedReport,
  anEmptyReport,
  anUnreadableReport,
  aReport,
  summaryOf,
} from '../report/a-report.ts';

const headOf = (report: Report) => toReportStream(report).head;

function paced(forecast: Partial<Summary['forecast']>): string {
  const report = aHealthyReport();
  return paceSentence(
    headOf({ ...report, summary: { ...report.summary, forecast: { ...report.summary.forecast, ...forecast } } }),
  );
}

function withStatus(report: Report, status: ReportScope['status']): Report {
  const [first, ...rest] = report.run.scopes;
  const scopes = first === undefined ? [] : [{ ...first, status }, ...rest];
  return { ...report, run: { ...report.run, scopes } };
}

describe('the answer in one sentence', () => {
  it.each([
    ['clusters are left', aHealthyReport(), '2 of 2 clusters still use kubenet; 2 could move today.'],
    ['one is left', aReport([aCluster()]), '1 of 1 cluster still uses kubenet; 1 could move today.'],
    [
      'nothing was in scope',
      aReport([], { run: { ...anEmptyReport().run, scopes: [] } }),
      'Nothing was audited: no subscription was in scope.',
    ],
    ['nothing was found', anEmptyReport(), 'No AKS cluster was found.'],
    ['all has moved', { ...aMigratedReport(), estate: { checks: [] } }, 'No kubenet cluster left in 40.'],
    [
      'leftovers remain',
      aMigratedReport(),
      'No kubenet cluster left in 40. Keep the audit until the leftovers below are gone.',
    ],
    ['nothing could be read', anUnreadableReport(), 'Nothing could be read: none of 2 subscriptions let the audit in.'],
    [
      'a part could not be read',
      withStatus(aMigratedReport(), 'partial'),
      'No kubenet cluster was found among 40 clusters, but 1 subscription could not be read in full.',
    ],
  ])('when %s', (_, report, sentence) => {
    expect(answerSentence(headOf(report))).toBe(sentence);
  });

  const asked = { clusters: ['aks-a', 'aks-b'], tags: {} };
  it.each([
    ['nobody has the name', { asked, matched: 0 }, 'No AKS cluster named aks-a or aks-b was found.'],
    [
      'nobody carries the tags',
      { asked: { clusters: [], tags: { team: 'web', env: 'prod' } }, matched: 0 },
      'No AKS cluster that carries team=web and env=prod was found.',
    ],
    ['the one asked for has moved', { asked, matched: 1 }, 'The cluster that was asked for does not use kubenet.'],
    ['all asked for have moved', { asked, matched: 2 }, 'None of the 2 clusters that were asked for uses kubenet.'],
  ])('speaks of no other cluster when %s', (_, head, sentence) => {
    for (const report of [anEmptyReport(), aMigratedReport()]) {
      expect(answerSentence({ ...headOf(report), ...head })).toBe(sentence);
      expect(verdictCountsText({ ...headOf(report), ...head })).toBe('No kubenet cluster among those asked for.');
    }
  });

  it('counts those on kubenet among the ones asked for, and what could not be read beside a name that is nowhere', () => {
    const one = { ...headOf(aReport([aCluster()])), asked, matched: 2 };
    const unread = headOf(withStatus(aMigratedReport(), 'partial'));

    expect(answerSentence(one)).toBe('1 of 2 clusters asked for still uses kubenet; 1 could move today.');
    expect(answerSentence({ ...unread, asked, matched: 0 })).toBe(
      'No AKS cluster named aks-a or aks-b was found, but 1 subscription could not be read in full.',
    );
  });

  it('counts clusters that were not audited', () => {
    const summary = { ...summaryOf([aCluster()]), clusters: 3, kubenet: 3 };

    expect(answerSentence(headOf(aReport([aCluster()], { summary })))).toContain('2 were not audited');
  });
});

describe('the sentence about the pace', () => {
  it.each([
    [{}, 'No history yet: with --history FOLDER a second scan says whether the pace is enough.'],
    [
      { perWeekLately: 0.3, projectedFinish: '2028-05-12' },
      'At the pace of the last 8 weeks you finish in May 2028, 6 weeks late.',
    ],
    [
      { perWeekLately: 2, projectedFinish: '2027-01-10' },
      'At the pace of the last 8 weeks you finish in Jan 2027, in time.',
    ],
    [
      { perWeekLately: 2, projectedFinish: '2028-03-31' },
      'At the pace of the last 8 weeks you finish in Mar 2028, in time.',
    ],
    [
      { perWeekLately: 0, projectedFinish: null },
      'At the pace of the last 8 weeks (0 a week) no end is in sight; 0.4 a week are needed.',
    ],
    [
      { perWeekLately: 0, projectedFinish: null, perWeekNeeded: 1 },
      'At the pace of the last 8 weeks (0 a week) no end is in sight; 1 a week is needed.',
    ],
    [
      { perWeekLately: 0, projectedFinish: null, perWeekNeeded: 0 },
      'At the pace of the last 8 weeks (0 a week) no end is in sight; less than 0.1 a week is needed.',
    ],
    [
      { perWeekLately: -1.2, projectedFinish: null },
      'The number of kubenet clusters grew by 1.2 a week in the last 8 weeks; 0.4 a week are needed.',
    ],
  ])('fits the forecast %j', (forecast, sentence) => {
    expect(paced(forecast)).toBe(sentence);
  });

  it('asks for no pace after the deadline', () => {
    const report = aHealthyReport();
    const forecast = { ...report.summary.forecast, perWeekLately: 0, projectedFinish: null, perWeekNeeded: 2 };
    const late = { ...report, deadline: { ...report.deadline, daysLeft: -3 } };
    expect(paceSentence(headOf({ ...late, summary: { ...report.summary, forecast } }))).toBe(
      'At the pace of the last 8 weeks (0 a week) no end is in sight; support ended on 31 Mar 2028.',
    );
  });

  const lately = { perWeekNeeded: 0.4, perWeekLately: 2, projectedFinish: '2027-01-10' };
  const point = { asOf: '2026-11-20T06:00:00Z', kubenet: 3, verdicts: summaryOf([]).verdicts };

  it('names the day where the history is younger than the weeks it looks back', () => {
    const report = aHealthyReport();
    const head = headOf({ ...report, summary: { ...report.summary, forecast: lately }, history: [point] });

    expect(paceSentence(head)).toBe('At the pace since 20 Nov 2026 you finish in Jan 2027, in time.');
  });

  it('says over how many subscriptions, and that a past is invented', () => {
    const report = aHealthyReport();
    const [first, ...rest] = report.run.scopes;
    const scopes = [...(first === undefined ? [] : [{ ...first, verdicts: point.verdicts }]), ...rest];
    const history = [{ ...point, common: { scopes: 1, of: 2 }, invented: true as const }];
    const summary = { ...report.summary, forecast: lately };
    const head = headOf({ ...report, run: { ...report.run, scopes, status: 'partial' }, summary, history });

    expect(paceSentence(head)).toBe(
      'The past audits are invented, to show this line. At the pace since 20 Nov 2026 you finish in Jan 2027, in time. ' +
        'This is measured over 1 of 2 subscriptions: what two audits did not both read moves nothing.',
    );
  });

  it('waits for the second audit where a history is kept', () => {
    expect(paceSentence(headOf({ ...aHealthyReport(), history: [] }))).toBe(
      'No history yet: after two audits this line says whether the pace is enough.',
    );
  });

  it('promises no pace where nothing is read in full', () => {
    expect(paceSentence(headOf(aReport([aCluster()], { run: anUnreadableReport().run })))).toBe(
      'No subscription was read in full, so nothing can be said about the pace.',
    );
  });

  it('is silent when nothing is left to move', () => {
    expect(paceSentence(headOf(aMigratedReport()))).toBe('');
  });
});

describe('coverage in words', () => {
  it('names three subscriptions and counts the others', () => {
    const scopes = Array.from({ length: 5 }, (_, index) => ({
      subscriptionId: `s${index}`,
      name: null,
      status: 'unreadable' as const,
      reason: null,
    }));

    expect(coverageSentence({ scopes, unusedFiles: [] })).toBe(
      '0 of 5 subscriptions read. 5 could not be read: s0; s1; s2; and 2 more.',
    );
  });

  it('says a reason once that several share', () => {
    const scopes = ['a', 'b', 'c'].map((name) => {
      return { subscriptionId: name, name, status: 'unreadable' as const, reason: name === 'c' ? 'Gone.' : '403.' };
    });

    expect(coverageSentence({ scopes, unusedFiles: [] })).toBe(
      '0 of 3 subscriptions read. 3 could not be read: a, b (403); c (Gone).',
    );
  });

  it('names a file that could not be used whole once, with every reason', () => {
    const unusedFiles = [
      { file: 'a.json', reason: 'not JSON.' },
      { file: 'b.json', reason: 'They differ about x.' },
      { file: 'b.json', reason: 'They differ about y.' },
    ];

    expect(coverageSentence({ scopes: [], unusedFiles })).toBe(
      'No subscription was in scope. 2 files could not be used whole: a.json (not JSON); b.json (They differ about x. They differ about y).',
    );
  });
});

describe('the sentence about the deadline', () => {
  it.each([
    [495, '495 days until 31 Mar 2028, when AKS stops supporting kubenet'],
    [1, '1 day until 31 Mar 2028, when AKS stops supporting kubenet'],
    [-2, '2 days since 31 Mar 2028, when AKS stopped supporting kubenet'],
  ])('counts %i days', (daysLeft, sentence) => {
    expect(deadlineSentence({ date: '2028-03-31', daysLeft })).toBe(sentence);
  });
});
