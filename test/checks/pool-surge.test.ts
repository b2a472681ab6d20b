import { describe, expect, it } from 'vitest';
import { lowersSurge, surgeBefore } from '../../src/checks/pool-surge.ts';
import type { MovePool } from '../../src/model/move-facts.ts';
import { aMovePool } from '../builders/move-pool.ts';

const command = (pool: string, surge: string) =>
  `az aks nodepool update --resource-group rg-shop --cluster-name aks-shop --name ${pool} --max-surge ${surge}`;

describe('a command that lowers the surge of a pool', () => {
  it.each([
    [command('system', '5'), true],
    [command('system', '12'), true],
    [command('system', '33%'), false],
    [command('system', '5 --no-wait'), false],
    [command('system2', '5'), false],
    ['az aks nodepool show --name system --query 5', false],
  ])('%s: %s', (text, lowers) => {
    expect(lowersSurge(text, 'system')).toBe(lowers);
  });
});

describe('the surge that a pool had', () => {
  it.each<[Partial<MovePool>, string]>([
    [{ maxSurge: '33%', surge: 4 }, '33%'],
    [{ surge: 4 }, '4'],
    [{ surge: null }, '1'],
  ])('%j is %s', (pool, text) => {
    expect(surgeBefore(aMovePool(pool))).toBe(text);
  });
});
