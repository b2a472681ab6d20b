import { describe, expect, it } from 'vitest';
import disruptionBudgets from '../../../src/checks/workload/disruption-budgets.ts';
import { aDisruptionBudget } from '../../builders/kubernetes-facts.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { ask, failing, failingIds, plainCommands } from '../ask.ts';

const askWith = (...budgets: Parameters<typeof aDisruptionBudget>[0][]) =>
  ask(disruptionBudgets, { podDisruptionBudgets: budgets.map((each) => aDisruptionBudget(each)) });

describe('WL-001', () => {
  it('passes when each budget allows one disruption, and when there is none', () => {
    expect(askWith({}).status).toBe('pass');
    expect(askWith().status).toBe('pass');
  });

  it('fails when none is allowed now, with the numbers', () => {
    const outcome = askWith({}, { name: 'db', disruptionsAllowed: 0 });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
    expect(failingIds(outcome)).toEqual([`${clusterId}/namespaces/shop/poddisruptionbudgets/db`]);
    expect(failing(outcome)[0]?.evidence).toEqual({
      budget: 'shop/db',
      minAvailable: null,
      maxUnavailable: '1',
      disruptionsAllowed: 0,
      expectedPods: 3,
      currentHealthy: 3,
    });
    expect(plainCommands(outcome)[0]).toContain('db');
    expect(plainCommands(outcome)[0]).toContain('shop');
    expect(plainCommands(outcome)[1]).toContain('--resource-group rg-shop --name aks-shop --enable-force-upgrade');
  });

  it('passes for a budget that covers no pod, whatever it allows', () => {
    expect(askWith({ expectedPods: 0, currentHealthy: 0, disruptionsAllowed: 0, maxUnavailable: '0' }).status).toBe(
      'pass',
    );
    expect(askWith({ expectedPods: 1, disruptionsAllowed: 0 }).status).toBe('fail');
  });

  it.each([
    ['0', 'fail'],
    ['0%', 'fail'],
    ['00%', 'fail'],
    ['0%1', 'pass'],
    ['1', 'pass'],
    ['1%', 'pass'],
    ['10', 'pass'],
  ])('with maxUnavailable %s is %s, also before its status follows', (maxUnavailable, status) => {
    expect(askWith({ maxUnavailable }).status).toBe(status);
  });

  it('says what rules a disruption out', () => {
    const young = { disruptionsAllowed: undefined, expectedPods: undefined, maxUnavailable: undefined };
    expect(askWith({ maxUnavailable: undefined, minAvailable: '3' }).reason).toContain('minAvailable is 3 of 3.');
    expect(askWith({ ...young, minAvailable: '100%' }).reason).toContain('minAvailable is 100%.');
    expect(askWith({ ...young, minAvailable: '3' }).status).toBe('unknown');
    expect(askWith({ maxUnavailable: '0' }).reason).toContain('maxUnavailable is 0.');
  });

  it.each([
    ['2', 'pass'],
    ['3', 'fail'],
    ['4', 'fail'],
    ['99%', 'pass'],
    ['100%', 'fail'],
  ])('with minAvailable %s of 3 pods is %s', (minAvailable, status) => {
    expect(askWith({ maxUnavailable: undefined, minAvailable }).status).toBe(status);
  });

  it('cannot tell of a budget without status, but what it rules out itself fails', () => {
    const young = { disruptionsAllowed: undefined, expectedPods: undefined };

    expect(askWith(young).status).toBe('unknown');
    expect(askWith({ ...young, maxUnavailable: '0' }).status).toBe('fail');
    expect(askWith({ ...young, maxUnavailable: undefined, minAvailable: '100%' }).status).toBe('fail');
    expect(askWith({ ...young, maxUnavailable: undefined, minAvailable: '3' }).status).toBe('unknown');
  });

  it.each([
    [
      'sets no number',
      { expectedPods: 0, maxUnavailable: undefined },
      'it sets neither minAvailable nor maxUnavailable',
    ],
    ['covers pods that nobody owns', { expectedPods: 0 }, 'it covers pods that no controller owns'],
    ['has an owner without a scale', { syncFailed: true, expectedPods: 0, currentHealthy: 0 }, 'SyncFailed'],
    ['was changed a moment ago', { isUnseen: true }, 'its controller has not seen its last change'],
  ])('fails for one that looks harmless and %s', (_, budget, why) => {
    const outcome = askWith(budget);

    expect(outcome.status).toBe('fail');
    expect(outcome.reason).toContain(why);
  });

  it('fails for two that cover the same pods, whatever they allow, and for no others', () => {
    const [web, all] = [{ app: 'web' }, {}];
    const pair = (a: Parameters<typeof aDisruptionBudget>[0], b: Parameters<typeof aDisruptionBudget>[0]) =>
      failingIds(askWith({ name: 'a', ...a }, { name: 'b', ...b })).length;

    expect(pair({ matchLabels: web }, { matchLabels: web })).toBe(2);
    expect(pair({ matchLabels: web }, { matchLabels: all })).toBe(2);
    expect(pair({ matchLabels: { ...web, tier: 'front' } }, { matchLabels: web })).toBe(2);
    expect(pair({ matchLabels: web }, { matchLabels: { app: 'db' } })).toBe(0);
    expect(pair({ matchLabels: { ...web, tier: 'front' } }, { matchLabels: { ...web, tier: 'back' } })).toBe(0);
    expect(pair({ matchLabels: web }, { matchLabels: web, namespace: 'other' })).toBe(0);
    expect(pair({ matchLabels: web }, { matchLabels: undefined })).toBe(0);
    expect(
      pair(
        { matchLabels: web, expectedPods: 0, currentHealthy: 0 },
        { matchLabels: web, expectedPods: 0, currentHealthy: 0 },
      ),
    ).toBe(0);
  });

  it('is not run where nobody asked the cluster', () => {
    expect(ask(disruptionBudgets).status).toBe('notRun');
  });
});
