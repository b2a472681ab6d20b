import { describe, expect, it } from 'vitest';
import { orphanRouteTable } from '../../src/checks/estate/orphan-route-table.ts';
import { explain } from '../../src/checks/explain.ts';
import { catalogue } from '../../src/checks/index.ts';
import nodeWithoutRoute from '../../src/checks/route-table/node-without-route.ts';

describe('explain', () => {
  it.each(catalogue.map((check) => [check.code, check] as const))(
    'tells everything %s says about itself',
    (_, check) => {
      const text = explain(check);

      const told = [
        check.code,
        check.title,
        check.failureTitle,
        check.condition,
        check.why,
        check.fix.text,
        ...check.fix.commands,
      ];
      for (const each of [...told, ...check.sources.map(({ url }) => url)]) expect(text).toContain(each);
      expect(text.endsWith('\n')).toBe(true);
      expect(text).not.toContain('undefined');
    },
  );

  it('tells severity, facts, and that a failure costs traffic', () => {
    const text = explain(nodeWithoutRoute);

    expect(text).toContain('| Severity | high |');
    expect(text).toContain('| Costs traffic today | yes |');
    expect(text).toContain('| Facts read | `managedCluster`, `routeTables`, `nodes` |');
    expect(text).toContain('(read in source code)');
  });

  it('names no facts for a check of the estate', () => {
    expect(explain(orphanRouteTable)).not.toContain('Facts read');
  });
});
