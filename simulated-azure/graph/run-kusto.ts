import { type KustoTable, type KustoType, runQuery } from '../kusto/run-query.ts';
import type { GraphRow, QueryResult, RunQuery } from './run-query-port.ts';

/** The columns that every Resource Graph table has. @see https://learn.microsoft.com/azure/governance/resource-graph/concepts/query-language#resource-graph-tables */
const columns: Readonly<Record<string, KustoType>> = {
  id: 'string',
  name: 'string',
  type: 'string',
  tenantId: 'string',
  kind: 'string',
  location: 'string',
  resourceGroup: 'string',
  subscriptionId: 'string',
  managedBy: 'string',
  sku: 'dynamic',
  plan: 'dynamic',
  properties: 'dynamic',
  tags: 'dynamic',
  identity: 'dynamic',
  zones: 'dynamic',
  extendedLocation: 'dynamic',
};

/** Resource Graph's names for Kusto's types, as the table format prints them. */
const columnTypes: Readonly<Record<KustoType, string>> = {
  string: 'string',
  guid: 'string',
  timespan: 'string',
  dynamic: 'object',
  long: 'integer',
  int: 'integer',
  real: 'number',
  decimal: 'number',
  bool: 'boolean',
  datetime: 'datetime',
};

/** The Kusto engine beside this folder, behind the port. */
export const runKusto: RunQuery = (text, table, now): QueryResult => {
  const result = runQuery(text, (name) => kustoTable(table(name)), now);
  return {
    columns: result.columns.map(({ name, type }) => ({ name, type: columnTypes[type] })),
    rows: result.rows,
    isPageable: result.pageable,
  };
};

function kustoTable(rows: readonly GraphRow[] | undefined): KustoTable | undefined {
  return rows === undefined ? undefined : { columns, rows };
}
