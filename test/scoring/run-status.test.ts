import { describe, expect, it } from 'vitest';
import type { ReportScope } from '../../src/model/report.ts';
import { runStatus } from '../../src/scoring/run-status.ts';

const scopes = (...statuses: readonly ReportScope['status'][]): ReportScope[] =>
  statuses.map((status, index) => ({ subscriptionId: `s${index}`, name: `s${index}`, status, reason: null }));

describe('runStatus', () => {
  it.each([
    [['read'], 'complete'],
    [['read', 'read'], 'complete'],
    [['read', 'partial'], 'partial'],
    [['read', 'unreadable'], 'partial'],
    [['unreadable', 'read'], 'partial'],
    [['partial'], 'partial'],
    [['partial', 'unreadable'], 'partial'],
    [['unreadable'], 'failed'],
    [['unreadable', 'unreadable'], 'failed'],
  ] as const)('of %j is %s', (statuses, status) => {
    expect(runStatus(scopes(...statuses))).toBe(status);
  });

  it('is failed where there was nothing to read', () => {
    expect(runStatus([])).toBe('failed');
  });
});
