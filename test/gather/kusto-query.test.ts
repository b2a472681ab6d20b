import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadParser } from '../../simulated-azure/kusto/load-parser.ts';
import { parseQuery } from '../../simulated-azure/kusto/parse-query.ts';
import type { ArmRead, GraphRows } from '../../src/arm/arm-read.ts';
import { armReads } from '../../src/arm/arm-reads.ts';
import { kustoQuery, queryNames } from '../../src/gather/graph/kusto-query.ts';
import { listQuery } from '../../src/gather/graph/list-query.ts';

const folder = join(import.meta.dirname, '../../src/gather/graph');
const nasty = ["rg-o'neil", String.raw`back\slash`, "') | union securityresources //", '{values}', '$&'];

// Half a second on a machine with nothing else to do.
beforeAll(() => {
  loadParser();
});

const stages = (query: string) => query.split(/\n\s*\| /).map((stage) => stage.trim());

const values = ['/subscriptions/s/resourceGroups/rg', ...nasty];
/** Those of the files, and those made of the rows of reads. */
const queries = [
  ...queryNames.map((name) => [name, kustoQuery(name, values)] as const),
  ...Object.entries<ArmRead>(armReads).flatMap(([name, read]) => {
    const query = listQuery(read);
    return query === undefined ? [] : [[name, query] as const];
  }),
];

describe('the queries', () => {
  it('are the files beside the code, each named once', () => {
    const files = globSync('*.kql', { cwd: folder }).map((file) => basename(file, '.kql'));

    expect(files.sort()).toEqual([...queryNames].sort());
  });

  describe.each(queries)('%s', (name, filled) => {
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

describe('the query of a list', () => {
  const row = {
    path: '/',
    apiVersion: '1',
    below: 'subscription',
    action: 'Microsoft.A/things/read',
    why: '',
  } as const;
  const subscriptions = "resourcecontainers | where type =~ 'microsoft.resources/subscriptions'";
  const queryOf = (graph: GraphRows) =>
    listQuery({ ...row, items: { schema: z.unknown(), command: '', graph } })?.split('\n| ');

  it('unites the table of resources with the subscriptions, and takes items whole', () => {
    expect(queryOf({ table: 'resources', where: "kind =~ 'a'" })).toEqual([
      'resources',
      "where type =~ 'microsoft.a/things'",
      "where kind =~ 'a'",
      `union (${subscriptions} | project id)`,
      'order by id asc',
    ]);
  });

  it('joins another table, from which it takes the properties asked for', () => {
    expect(queryOf({ table: 'things', properties: 'bag_pack()' })).toEqual([
      subscriptions,
      'project id, subscriptionId',
      "join kind=leftouter (things | where type =~ 'microsoft.a/things' | project subscriptionId, itemId = id, properties = bag_pack()) on subscriptionId",
      'project id = iff(isempty(itemId), id, itemId), properties',
      'order by id asc',
    ]);
    expect(queryOf({ table: 'things' })?.[2]).toContain('properties = properties)');
  });

  it('is none where Resource Graph does not take it over', () => {
    expect(listQuery(row)).toBeUndefined();
    expect(listQuery(armReads.locks)).toBeUndefined();
  });
});
