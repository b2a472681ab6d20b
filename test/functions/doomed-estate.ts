import { aPlan, clusterId, subscriptionB } from '../store/reports.ts';

export const runId = '20261122T060000Z';

export const clusterNames = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2'];

const ids = clusterNames.map((name) => clusterId(name, name.startsWith('b') ? subscriptionB : undefined));

/** Six clusters in three units. */
export const estatePlan = aPlan([ids.slice(0, 2), ids.slice(2, 5), ids.slice(5)]);
