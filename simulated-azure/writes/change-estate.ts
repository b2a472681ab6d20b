import { indexEstate } from '../arm/estate-index.ts';
import type { ArmResource } from '../estate/estate.ts';
import { graphTablesOf } from '../graph/graph-tables.ts';
import type { SimulationState } from '../simulation-state.ts';

export type Properties = Readonly<Record<string, unknown>>;

const key = (id: string) => id.toLowerCase();

/** Puts resources in place of those with their ids, or beside the others, and takes away what is null. Every reader sees it at once. */
export function changeEstate(state: SimulationState, changes: ReadonlyMap<string, ArmResource | null>): void {
  const wanted = new Map([...changes].map(([id, resource]) => [key(id), resource]));
  const kept = state.estate.resources.flatMap((resource) => {
    const change = wanted.get(key(resource.id));
    if (change === undefined) return [resource];
    wanted.delete(key(resource.id));
    return change === null ? [] : [change];
  });
  const added = [...wanted.values()].filter((resource) => resource !== null);
  state.estate = { ...state.estate, resources: [...kept, ...added] };
  state.index = indexEstate(state.estate);
  state.graphTables = graphTablesOf(state.index, new Map());
}

export function propertiesOf(resource: { readonly properties?: unknown } | undefined): Properties {
  return asRecord(resource?.properties);
}

/** An empty record for what is none. */
export function asRecord(value: unknown): Properties {
  return isRecord(value) ? value : {};
}

export function asRecords(value: unknown): readonly Properties[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function sameText(a: unknown, b: string): boolean {
  return textOf(a).toLowerCase() === b.toLowerCase();
}
