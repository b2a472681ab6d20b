import { describe, expect, it } from 'vitest';
import { compareResourceIds } from '../../src/model/resource-id.ts';
import { clusterKeyRow, clusterRowKey, newestFirst, prefixEnd, runIdAt, runIdPattern } from '../../src/store/keys.ts';
import { clusterId } from './reports.ts';

describe('keys', () => {
  it('sort clusters as compareResourceIds does', () => {
    const ids = ['aks', 'aks-1', 'aks_1', 'AKS2', 'aks10'].flatMap((name) =>
      ['rg', 'rg-a', 'rg.a', 'rg(a)', 'RG_b', 'rg1', 'rgé'].map((group) => clusterId(name, undefined, group)),
    );
    const byRowKey = [...ids].sort((a, b) => (clusterRowKey(a) < clusterRowKey(b) ? -1 : 1));
    expect(byRowKey).toEqual([...ids].sort(compareResourceIds));
  });

  it('are the same for every spelling of an id', () => {
    expect(clusterRowKey(clusterId('AKS').toUpperCase())).toBe(clusterRowKey(clusterId('aks')));
  });

  it('hold none of the characters that Table storage refuses', () => {
    const bad = 'a/b\\c#d?e%f|g\u0007h\u0085i';
    for (const key of [clusterRowKey(bad), clusterKeyRow(bad)]) expect(key).not.toMatch(/[/\\#?%|]|\p{Cc}/u);
  });

  it('put the newest run first', () => {
    const ids = ['2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z', '2026-11-22T06:00:00Z'].map((time) =>
      runIdAt(new Date(time)),
    );
    expect([...ids].sort((a, b) => (newestFirst(a) < newestFirst(b) ? -1 : 1))).toEqual(ids.reverse());
  });

  it('make run ids that are ids', () => {
    expect(runIdAt(new Date('2026-11-22T06:00:00.999Z'))).toBe('20261122T060000Z');
    expect(runIdAt(new Date('2026-11-22T06:00:00Z'), '1a2b3c4d')).toMatch(runIdPattern);
  });

  it('know where a prefix ends', () => {
    expect(prefixEnd('slim|')).toBe('slim}');
  });
});
