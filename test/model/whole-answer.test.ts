import { describe, expect, it } from 'vitest';
import { wholeAnswer } from '../../src/model/whole-answer.ts';

const subscription = '00000000-0000-0000-0000-00000000000a';
const idOf = (name: string, of = subscription) =>
  `/subscriptions/${of}/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/${name}`;
const unit = { clusterIds: [idOf('one'), idOf('two')] };

describe('what a unit of work answers', () => {
  it('is whole where each cluster is there once, in whatever letters', () => {
    const clusterIds = [idOf('TWO'), idOf('one').toUpperCase()];

    expect(wholeAnswer(unit, { clusterIds, troubles: [] })).toEqual([]);
  });

  it.each([
    ['comes twice', [idOf('one'), idOf('One')]],
    ['was not asked for', [idOf('one'), idOf('three')]],
  ])('is refused where a cluster %s', (_, ids) => {
    expect(() => wholeAnswer(unit, { clusterIds: ids, troubles: [] })).toThrow(ids[1]);
  });

  it('names the cluster that nothing is said of', () => {
    expect(wholeAnswer(unit, { clusterIds: [idOf('one')], troubles: [] })).toEqual([
      { subscriptionId: subscription, reason: 'Cluster two was listed, but the audit gave no answer for it.' },
    ]);
  });

  it('keeps the troubles, and adds none to a subscription that has one', () => {
    const troubles = [{ subscriptionId: subscription.toUpperCase(), reason: 'Closed.' }];

    expect(wholeAnswer(unit, { clusterIds: [idOf('one')], troubles })).toEqual(troubles);
    expect(wholeAnswer({ clusterIds: [idOf('x', 'b')] }, { clusterIds: [], troubles })).toHaveLength(2);
  });
});
