import { describe, expect, it } from 'vitest';
import { fail, pass } from '../../src/checks/assessment.ts';
import { imageOf, isOlderVersion } from '../../src/checks/image-version.ts';
import { assessedWithoutInterfaces } from '../../src/checks/interface-of-node.ts';
import { nameList } from '../../src/checks/name-list.ts';
import { whyNodesCannotBeJudged } from '../../src/network/node-list.ts';
import { anAgentPool } from '../builders/agent-pool.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';
import { aNode } from '../builders/node.ts';

describe('nameList', () => {
  it.each([
    [['a'], 'a'],
    [['a', 'b', 'c', 'd', 'e'], 'a, b, c, d, e'],
    [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c, d, e and 1 more'],
    [['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'a, b, c, d, e and 2 more'],
  ])('of %j is %s', (names, text) => {
    expect(nameList(names)).toBe(text);
  });
});

describe('whyNodesCannotBeJudged', () => {
  it('names every pool whose nodes are not listed', () => {
    const agentPoolProfiles = ['system', 'user', 'batch'].map((name) => anAgentPool({ name }));
    expect(whyNodesCannotBeJudged(aManagedCluster({ agentPoolProfiles }), [aNode({ poolName: 'user' })])).toEqual({
      status: 'unknown',
      reason: 'The list of nodes is not complete: Azure counts nodes in pool system, pool batch, and lists none.',
    });
  });

  it('has nothing to judge in a cluster without nodes or one that is stopped', () => {
    const empty = aManagedCluster({ agentPoolProfiles: [anAgentPool({ count: 0 })] });
    expect(whyNodesCannotBeJudged(empty, [])).toMatchObject({ status: 'notApplicable' });
    const stopped = aManagedCluster({ powerState: { code: 'Stopped' } });
    expect(whyNodesCannotBeJudged(stopped, [aNode()])).toMatchObject({ status: 'notApplicable' });
  });
});

describe('assessedWithoutInterfaces', () => {
  const passing = [pass('/a', 'It passes.')];

  it('is unknown while interfaces are missing and nothing fails', () => {
    const reason = (...nodes: string[]) => {
      const assessment = assessedWithoutInterfaces(passing, nodes);
      return assessment.status === 'unknown' ? assessment.reason : assessment.status;
    };
    expect(reason('n1')).toBe('Azure lists no network interface with an address for node n1.');
    expect(reason('n1', 'n2', 'n3')).toBe('Azure lists no network interface with an address for node n1 and 2 more.');
    expect(reason()).toBe('assessed');
  });

  it('is what was judged where something fails', () => {
    expect(assessedWithoutInterfaces([fail('/a', 'It fails.')], ['n1'])).toMatchObject({ status: 'assessed' });
  });
});

describe('imageOf', () => {
  it.each([
    ['mcr.microsoft.com/oss/calico/node:v3.28.0', 'mcr.microsoft.com/oss/calico/node', 'v3.28.0'],
    ['localhost:5000/calico/node', 'localhost:5000/calico/node', undefined],
    ['localhost:5000/calico/node:1', 'localhost:5000/calico/node', '1'],
    ['calico:2', 'calico', '2'],
    ['calico', 'calico', undefined],
    ['calico/node:v1@sha256:0123', 'calico/node', 'v1'],
    ['calico/node@sha256:0123', 'calico/node', undefined],
  ])('takes %s apart', (text, path, tag) => {
    expect(imageOf(text)).toEqual({ text, path, tag });
  });
});

describe('isOlderVersion', () => {
  it.each([
    ['1.8.0', '1.8.1', true],
    ['v1.8.1', '1.8.1', false],
    ['1.8.2', '1.8.1', false],
    ['1.9.0', '1.8.1', false],
    ['1.7.9', '1.8.1', true],
    ['2.0.0', '1.8.1', false],
    ['0.9.9', '1.0.0', true],
    ['1.8.1-rc1', '1.8.1', true],
    ['1.8.1-rc1', '1.8.1-rc2', false],
    ['1.8.1', '1.8.1-rc1', false],
    ['latest', '1.8.1', undefined],
    [undefined, '1.8.1', undefined],
    ['1.8.1', 'latest', undefined],
    ['a1.8.1', '1.8.1', undefined],
  ])('of %s against %s is %s', (tag, than, expected) => {
    expect(isOlderVersion(tag, than)).toBe(expected);
  });
});
