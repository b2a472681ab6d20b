import { describe, expect, it } from 'vitest';
import { assessed, fail, type Judgement, notApplicable, notRun, pass, unknown } from '../../src/checks/assessment.ts';
import { checkOutcome } from '../../src/checks/check-outcome.ts';
import type { CheckMeta } from '../../src/checks/define-check.ts';
import { explain } from '../../src/checks/explain.ts';

const check: CheckMeta = {
  code: 'RT-999',
  category: 'routeTable',
  title: 'Every route is straight',
  failureTitle: 'A route is crooked',
  severities: ['high', 'low'],
  severityWhenUnknown: 'medium',
  live: true,
  condition: 'Fails when a route is crooked.',
  why: 'Packets dislike corners.',
  fix: { text: 'Straighten it.', commands: ['az aks show --name {route}', 'az aks create --group {resourceGroup}'] },
  sources: [{ title: 'Corners', url: 'https://example.com/corners', sure: 'reported' }],
};
/** Above this many passing findings a report leaves them out. */
const passingFindingsKept = 20;

const quiet: CheckMeta = { ...check, live: false, fix: { text: 'Wait.', commands: [] }, severities: ['low'] };

const outcomeOf = (...judgements: readonly Judgement[]) =>
  checkOutcome(check, assessed(judgements), { resourceGroup: 'rg-shop' });
const crooked = (name: string, details = {}) =>
  fail(`/${name}`, `Route ${name} is crooked.`, { parameters: { route: name }, ...details });
const straight = (name: string) => pass(`/${name}`, `Route ${name} is straight.`);
const many = (count: number) => Array.from({ length: count }, (_, index) => straight(`r${index}`));

describe('checkOutcome', () => {
  it('says of a failure what failed, how badly, and what to do', () => {
    expect(outcomeOf(crooked('a'), straight('b'))).toEqual({
      code: 'RT-999',
      category: 'routeTable',
      severity: 'high',
      live: true,
      status: 'fail',
      title: 'A route is crooked',
      reason: 'Route a is crooked.',
      findings: [
        {
          resourceId: '/a',
          status: 'fail',
          severity: 'high',
          confidence: 'measured',
          message: 'Route a is crooked.',
          evidence: {},
        },
        {
          resourceId: '/b',
          status: 'pass',
          severity: 'high',
          confidence: 'measured',
          message: 'Route b is straight.',
          evidence: {},
        },
      ],
      fix: { text: 'Straighten it.', commands: ['az aks show --name a', 'az aks create --group rg-shop'] },
      docs: 'docs/checks/RT-999.md',
      waiver: null,
    });
  });

  it('is as severe as its worst failure, and names the first of several', () => {
    const outcome = outcomeOf(crooked('a', { severity: 'low' }), crooked('b', { severity: 'high' }), straight('c'));
    expect(outcome).toMatchObject({
      severity: 'high',
      reason: '2 of 3 resources fail, the first: Route a is crooked.',
      fix: { commands: ['az aks show --name a', 'az aks create --group rg-shop', 'az aks show --name b'] },
    });
    expect(outcomeOf(crooked('a', { severity: 'low' }), straight('b')).severity).toBe('low');
  });

  it('keeps confidence and evidence of a judgement', () => {
    const details = { confidence: 'suspected', evidence: { corners: 2 } } as const;
    expect(outcomeOf(crooked('a', details)).findings[0]).toMatchObject(details);
  });

  it("prints the commands of a judgement in place of the check's own", () => {
    const outcome = outcomeOf(crooked('a', { commands: ['az aks start --name {route}'] }), crooked('b'));
    expect(outcome.fix.commands).toEqual([
      'az aks start --name a',
      'az aks show --name b',
      'az aks create --group rg-shop',
    ]);
  });

  it('says of a pass what passed, or how many were looked at', () => {
    expect(outcomeOf(straight('a'))).toMatchObject({
      status: 'pass',
      severity: 'high',
      title: 'Every route is straight',
      reason: 'Route a is straight.',
      fix: { commands: [] },
    });
    expect(outcomeOf(straight('a'), straight('b')).reason).toBe('Every route is straight: 2 resources looked at.');
  });

  it('leaves passing findings out where they are many, and failing ones never', () => {
    expect(outcomeOf(crooked('x'), ...many(passingFindingsKept)).findings).toHaveLength(passingFindingsKept + 1);
    expect(outcomeOf(crooked('x'), crooked('y'), ...many(passingFindingsKept + 1)).findings).toMatchObject([
      { resourceId: '/x' },
      { resourceId: '/y' },
    ]);
    expect(outcomeOf(...Array.from({ length: 30 }, (_, index) => crooked(`r${index}`))).findings).toHaveLength(30);
  });

  it.each([
    [unknown('Nobody knows.'), 'unknown', 'medium'],
    [notApplicable('There is none.'), 'notApplicable', 'high'],
    [notRun('Nobody asked.'), 'notRun', 'high'],
  ])('has neither findings nor commands without a judgement: %j', (assessment, status, severity) => {
    expect(checkOutcome(check, assessment, {})).toMatchObject({
      status,
      severity,
      title: 'Every route is straight',
      reason: assessment.status === 'assessed' ? '' : assessment.reason,
      findings: [],
      fix: { text: 'Straighten it.', commands: [] },
      waiver: null,
    });
    expect(checkOutcome(quiet, assessment, {})).toMatchObject({ live: false });
  });

  it('is unknown where nothing was looked at', () => {
    expect(outcomeOf().status).toBe('unknown');
  });
});

describe('explain', () => {
  it('is the whole page of a check', () => {
    expect(explain({ ...check, needs: ['routeTables', 'nodes'] })).toBe(`# RT-999: Every route is straight

When it fails the report says: **A route is crooked.**

| | |
| --- | --- |
| Category | \`routeTable\` |
| Severity | high, low |
| When the facts are missing | unknown, counts as medium |
| Costs traffic today | yes |
| Facts read | \`routeTables\`, \`nodes\` |

## When it fails

Fails when a route is crooked.

## Why it matters

Packets dislike corners.

## How to fix it

Straighten it.

\`\`\`sh
az aks show --name {route}
\`\`\`

\`\`\`sh
az aks create --group {resourceGroup}
\`\`\`

## Sources

- [Corners](https://example.com/corners) (reported by users)
`);
  });

  it('has no command block for a fix without commands', () => {
    const text = explain({
      ...quiet,
      sources: [...quiet.sources, { title: 'More', url: 'https://example.com/more', sure: 'inferred' }],
    });
    expect(text).toContain('## How to fix it\n\nWait.\n\n## Sources\n\n- [Corners]');
    expect(text).toMatch(/\(reported by users\)\n- \[More\]\(https:\/\/example\.com\/more\) \(inferred\)\n$/);
    expect(text).toContain('| Costs traffic today | no |\n\n');
  });
});
