import { describe, expect, it } from 'vitest';
import { type Assessment, assessed, fail, notApplicable, pass, unknown } from '../../src/checks/assessment.ts';
import { type Check, defineCheck } from '../../src/checks/define-check.ts';
import { runCheck } from '../../src/checks/run-check.ts';
import { known, notAsked, notKnown } from '../../src/model/fact.ts';
import type { FactName } from '../../src/network/derived-facts.ts';
import { aContext } from '../builders/check-context.ts';
import { clusterFacts } from '../builders/cluster-facts.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';

function aCheck(answer: Assessment | (() => Assessment), overrides: Partial<Check<FactName>> = {}): Check<FactName> {
  return defineCheck<FactName>({
    code: 'RT-099',
    category: 'routeTable',
    title: 'Everything is well',
    failureTitle: 'Something is wrong',
    severities: ['high', 'medium', 'low'],
    condition: 'Fails when the test says so.',
    why: 'To see.',
    fix: { text: 'Mend it.', commands: ['az aks show -g {resourceGroup} -n {cluster} --what {what}'] },
    sources: [{ title: 'This test', url: 'https://example.com', sure: 'inferred' }],
    needs: ['managedCluster'],
    evaluate: () => (typeof answer === 'function' ? answer() : answer),
    ...overrides,
  });
}

const run = (check: Check<FactName>, facts = clusterFacts()) => runCheck(check, facts, aContext());
const passes = (count: number) =>
  Array.from({ length: count }, (_, index) => pass(`/ok/${index}`, `Resource ${index} is well.`));

describe('runCheck', () => {
  it('does not run a check that needs what nobody asked for, whatever else is not known', () => {
    const facts = clusterFacts({ deployments: notAsked('Ask.'), nodes: notKnown('403.') });
    const check = aCheck(assessed([]), { needs: ['nodes', 'deployments'] });

    expect(run(check, facts)).toMatchObject({ status: 'notRun', reason: 'Ask.', findings: [], fix: { commands: [] } });
    expect(run(check, { ...facts, deployments: known([]) })).toMatchObject({ status: 'unknown', reason: '403.' });
  });

  it('prints for each finding the commands that mend it', () => {
    const [one, two] = ['az aks show --name {what}', 'az aks start --name {what}'];
    const check = aCheck(
      assessed([
        fail('/a', 'A.', { parameters: { what: 'a' }, commands: [one] }),
        fail('/b', 'B.', { parameters: { what: 'b' } }),
      ]),
      { fix: { text: 'Mend it.', commands: [one, two] } },
    );

    expect(run(check).fix.commands).toEqual(['az aks show --name a', 'az aks show --name b', 'az aks start --name b']);
  });

  it('passes with the message of the one resource it looked at', () => {
    expect(run(aCheck(assessed(passes(1))))).toEqual({
      code: 'RT-099',
      category: 'routeTable',
      severity: 'high',
      live: false,
      status: 'pass',
      title: 'Everything is well',
      reason: 'Resource 0 is well.',
      findings: [
        {
          resourceId: '/ok/0',
          status: 'pass',
          severity: 'high',
          confidence: 'measured',
          message: 'Resource 0 is well.',
          evidence: {},
        },
      ],
      fix: { text: 'Mend it.', commands: [] },
      docs: 'docs/checks/RT-099.md',
      waiver: null,
    });
  });

  it('says how many resources passed', () => {
    expect(run(aCheck(assessed(passes(3)))).reason).toBe('Everything is well: 3 resources looked at.');
  });

  it('fails with the failure title and the message of the one failing finding', () => {
    const failing = fail('/bad', 'Resource bad is broken.', { evidence: { why: 'test' }, confidence: 'suspected' });

    const outcome = run(aCheck(assessed([...passes(2), failing])));

    expect(outcome).toMatchObject({ status: 'fail', title: 'Something is wrong', reason: 'Resource bad is broken.' });
    expect(outcome.findings[2]).toMatchObject({ confidence: 'suspected', severity: 'high', evidence: { why: 'test' } });
  });

  it('counts many failing findings and tells the first', () => {
    const { reason } = run(aCheck(assessed([...passes(1), fail('/a', 'A is broken.'), fail('/b', 'B is broken.')])));

    expect(reason).toBe('2 of 3 resources fail, the first: A is broken.');
  });

  it('takes the worst severity of the failing findings, not of the passing ones', () => {
    const judgements = [
      pass('/ok', 'Well.', { severity: 'high' }),
      fail('/a', 'A.', { severity: 'low' }),
      fail('/b', 'B.', { severity: 'medium' }),
    ];

    expect(run(aCheck(assessed(judgements))).severity).toBe('medium');
  });

  it('counts a check that passes as the worst it could have been', () => {
    expect(run(aCheck(assessed([pass('/ok', 'Well.', { severity: 'low' })]))).severity).toBe('high');
  });

  it.each([
    [20, 21],
    [21, 1],
  ])('of %i passing and one failing finding keeps %i', (passing, kept) => {
    const outcome = run(aCheck(assessed([...passes(passing), fail('/bad', 'Broken.')])));

    expect(outcome.findings).toHaveLength(kept);
    expect(outcome.findings.at(-1)?.status).toBe('fail');
  });

  it('keeps every failing finding', () => {
    const many = Array.from({ length: 300 }, (_, index) => fail(`/bad/${index}`, 'Broken.'));

    expect(run(aCheck(assessed(many))).findings).toHaveLength(300);
  });

  it('fills the commands from the cluster and the failing findings, once for each distinct set', () => {
    const judgements = [
      pass('/ok', 'Well.', { parameters: { what: 'nothing' } }),
      fail('/a', 'A.', { parameters: { what: 'a(b)' } }),
      fail('/b', 'B.', { parameters: { what: 'a(b)' } }),
      fail('/c', 'C.'),
      fail('/d', 'D.', { parameters: { what: 'd', resourceGroup: 'rg-other' } }),
    ];

    expect(run(aCheck(assessed(judgements))).fix.commands).toEqual([
      "az aks show -g rg-shop -n aks-shop --what 'a(b)'",
      "az aks show -g rg-shop -n aks-shop --what '<what>'",
      'az aks show -g rg-other -n aks-shop --what d',
    ]);
  });

  it('fills subscription and node resource group, and leaves a group that is not known to the reader', () => {
    const check = aCheck(assessed([fail('/a', 'A.')]), {
      fix: { text: '', commands: ['az aks show --name {subscription} {nodeResourceGroup}'] },
    });
    const { nodeResourceGroup: _, ...withoutGroup } = aManagedCluster();

    expect(run(check).fix.commands).toEqual([
      'az aks show --name 00000000-0000-0000-0000-000000000001 MC_rg-shop_aks-shop_westeurope',
    ]);
    expect(run(check, clusterFacts({ managedCluster: withoutGroup })).fix.commands[0]).toContain(
      "'<nodeResourceGroup>'",
    );
  });

  it('is unknown, without asking, when a needed fact is not known', () => {
    const check = aCheck(
      () => {
        throw new Error('was asked');
      },
      { needs: ['managedCluster', 'nodes', 'routeTables'] },
    );
    const facts = clusterFacts({
      nodes: notKnown('403 on the scale set.'),
      routeTables: notKnown('404 on the table.'),
    });

    expect(run(check, facts)).toMatchObject({
      status: 'unknown',
      severity: 'high',
      title: 'Everything is well',
      reason: '403 on the scale set. 404 on the table.',
      findings: [],
      fix: { commands: [] },
    });
  });

  it('says a reason once that two facts share', () => {
    const check = aCheck(assessed([]), { needs: ['nodes', 'nodeInterfaces'] });
    const facts = clusterFacts({ nodes: notKnown('403.'), nodeInterfaces: notKnown('403.') });

    expect(run(check, facts).reason).toBe('403.');
  });

  it('does not mind a fact that it does not need', () => {
    expect(run(aCheck(assessed(passes(1))), clusterFacts({ nodes: notKnown('403.') })).status).toBe('pass');
  });

  it('counts an unknown as little as the check says, and everything else as the worst', () => {
    const modest = { severityWhenUnknown: 'low' } as const;

    expect(run(aCheck(unknown('Not told.'), modest)).severity).toBe('low');
    expect(run(aCheck(notApplicable('No.'), modest)).severity).toBe('high');
    expect(run(aCheck(assessed(passes(1)), modest)).severity).toBe('high');
  });

  it.each([
    ['notApplicable', notApplicable('It has none.'), 'It has none.'],
    ['unknown', unknown('Nobody says.'), 'Nobody says.'],
    ['unknown', assessed([]), 'lists none'],
  ])('hands on %s with its reason', (status, assessment, words) => {
    const outcome = run(aCheck(assessment));

    expect(outcome.status).toBe(status);
    expect(outcome.reason).toContain(words);
  });

  it.each([
    ['an Error', new TypeError('pools is not iterable'), 'pools is not iterable'],
    ['anything else', 'out of luck', 'out of luck'],
  ])('calls it an error of ours when the check throws %s, and names the code', (_, thrown, words) => {
    const outcome = run(
      aCheck(() => {
        throw thrown;
      }),
    );

    expect(outcome).toMatchObject({ status: 'error', severity: 'high', findings: [] });
    expect(outcome.reason).toContain('RT-099');
    expect(outcome.reason).toContain(words);
  });

  it('hands the check the facts it needs, the moment, and all facts beside', () => {
    const seen: unknown[] = [];
    const check = defineCheck<FactName>({
      ...aCheck(assessed([])),
      evaluate: (...given) => {
        seen.push(...given);
        return assessed(passes(1));
      },
    });
    const facts = clusterFacts();

    run(check, facts);

    expect(seen).toEqual([{ managedCluster: aManagedCluster() }, aContext(), facts]);
    expect(facts.managedCluster).toEqual(known(aManagedCluster()));
  });

  it('keeps whether a failure costs traffic', () => {
    expect(run(aCheck(assessed(passes(1)), { live: true })).live).toBe(true);
  });
});
