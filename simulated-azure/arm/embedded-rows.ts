import type { ArmResource } from '../estate/estate.ts';
import type { ResourceTypeRule } from './resource-types.ts';

/**
 * Children that ARM shows inside their parent as well as under an address of their own: subnets, routes, and the agent
 * pools of a cluster, whose profiles are flat where the child has `properties`.
 */
export function embeddedRows(parent: ArmResource, rule: ResourceTypeRule): readonly ArmResource[] {
  const rows: unknown = rule.embeddedIn === undefined ? [] : parent.properties?.[rule.embeddedIn];
  if (!Array.isArray(rows)) return [];
  const segment = rule.type.split('/').at(-1) ?? '';
  return rows.filter(isRow).map((row) => {
    const id = row.id ?? `${parent.id}/${segment}/${row.name}`;
    if ('properties' in row) return { type: rule.type, ...row, id };
    const { name, id: _id, ...properties } = row;
    return { id, name, type: rule.type, properties };
  });
}

interface Row {
  readonly name: string;
  readonly id?: string;
  readonly [key: string]: unknown;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
}
