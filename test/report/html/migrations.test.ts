import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { migrationSection } from '../../../src/report/html/migrations.ts';
import { markupOf } from '../../../src/words/html-escape.ts';
import { aFleet } from '../a-fleet.ts';
import { aPlannedFleet } from '../a-planned-fleet.ts';
import { visibleText } from './markup.ts';

describe('what has left kubenet', () => {
  let fleet: Report;
  const shown = (report: Report) => visibleText(markupOf(migrationSection(report, 'https://portal.azure.com')));
  beforeAll(async () => {
    fleet = await aPlannedFleet(8);
  });

  it('says of each cluster the day, its number among all that were seen on kubenet, and what was looked at', () => {
    const text = shown(fleet);
    const all = fleet.summary.kubenet + 2;
    expect(text).toContain(`2 clusters of ${all} that an audit has seen on kubenet`);
    expect(text).toContain(`aks-left-whole : number 1 of ${all}, seen on Overlay since 15 Nov 2026`);
    expect(text).toContain('last on kubenet on 8 Nov 2026');
    expect(text.match(/What was looked at: \d+ things/g)).toHaveLength(2);
  });

  it('shows a half-migrated one first, with the way on', () => {
    const text = shown(fleet);
    expect(text.indexOf('aks-left-half : half-migrated')).toBeLessThan(text.indexOf('aks-left-whole'));
    expect(text).toContain('Number 2 of');
    expect(text).toContain('--network-plugin azure --network-plugin-mode overlay');
    expect(text).toContain('✘ not as expected');
  });

  it('counts by the day on which each was first seen elsewhere, whatever order they are listed in', () => {
    const [first, second] = fleet.migrations ?? [];
    if (first === undefined || second === undefined) throw new Error('The fleet has two that left.');
    const migrations = [{ ...first, seenMigrated: '2026-11-20T06:00:00Z' }, second];
    expect(shown({ ...fleet, migrations })).toContain('aks-left-whole : number 2 of');
  });

  it('is not there where nothing has left', () => {
    expect(migrationSection(aFleet(3), 'https://portal.azure.com')).toBeNull();
  });
});
