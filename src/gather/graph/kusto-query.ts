import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The queries that stand beside this file as `<name>.kql`. */
export const queryNames = [
  'list-clusters',
  'readable-subscriptions',
  'managed-clusters',
  'virtual-networks',
  'virtual-networks-in-groups',
  'route-tables',
  'aks-route-tables',
  'scale-set-instances',
  'scale-set-network-interfaces',
  'network-interfaces',
  'network-security-groups',
  'application-gateways',
  'compute-usages',
  'network-managers',
  'own-role-assignments',
  'role-definitions',
] as const;
export type QueryName = (typeof queryNames)[number];

const texts = new Map<QueryName, string>();

/**
 * The text of a query, its `{values}` filled with string literals.
 * @see https://learn.microsoft.com/kusto/query/scalar-data-types/string
 */
export function kustoQuery(name: QueryName, values: readonly string[] = []): string {
  const text = texts.get(name) ?? readFileSync(join(import.meta.dirname, `${name}.kql`), 'utf8');
  texts.set(name, text);
  return text.replace('{values}', () => values.map(stringLiteral).join(', '));
}

/** Single quotes and backslashes are escaped, so that a resource's name cannot end the literal. */
function stringLiteral(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
