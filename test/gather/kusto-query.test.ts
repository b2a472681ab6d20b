import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadParser } from '../../simulated-azure/kusto/load-parser.ts';
import { parseQuery } from '../../simulated-azure/kusto/parse-query.ts';
import { kustoQuery, queryNames } from '../../src/gather/graph/kusto-query.ts';

const folder = join(import.meta.dirname, '../../src/gather/graph');
const nasty = ["rg-o'neil", String.raw`back\slash`, "') | union securityresources //", '{values}', '$&'];

// Half a second on a machine with nothing else to do.
beforeAll(() => {
  loadParser();
});

const stages = (query: string) => query.split(/\n\s*\| /).map((stage) => stage.trim());

describe('the queries', () => {
  it('are the files beside the code, each named once', () => {
    const files = globSync('*.kql', { cwd: folder }).map((file) => basename(file, '.kql'));

    expect(files.sort()).toEqual([...queryNames].sort());
  });

  describe.each(queryNames)('%s', (name) => {
    const filled = kustoQuery(name, ['/subscriptions/s/resourceGroups/rg', ...nasty]);

    it("parses with Microsoft's parser and keeps to what Resource Graph has", () => {
      const { tables } = parseQuery(filled);

      // Joined or united with the list of subscriptions at most, which Resource Graph allows with every table.
      expect(tables.filter((table) => table !== 'resourcecontainers')).toHaveLength(
        name === 'readable-subscriptions' ? 0 : 1,
      );
    });

    it("keeps its rows' ids and orders by them, so that its pages fit together", () => {
      expect(stages(filled).at(-1)).toBe('order by id asc');
      const narrowed = stages(filled).find((stage) => /^(project|summarize|distinct)\b/.test(stage));
      if (narrowed !== undefined) expect(narrowed).toMatch(/^project id\b/);
    });

    it('has no place left to fill', () => {
      expect(filled.replaceAll("'{values}'", '')).not.toMatch(/[{}]/);
    });
  });
});

describe('a value', () => {
  it.each(nasty)('%s cannot end its literal', (value) => {
    const query = kustoQuery('managed-clusters', [value]);

    expect(parseQuery(query).tables).toEqual(['resources']);
    expect(query).toContain(`'${value.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`)}'`);
  });
});
