import type { ArmResource, Estate } from '../../../simulated-azure/estate/estate.ts';
import { buildSampleEstate } from '../../../simulated-azure/estate/sample.ts';

export const asOf = '2026-11-22T06:00:00Z';

/** The estate that `truth.json` is about. */
export const contoso: Estate = buildSampleEstate({ seed: 'contoso', asOf });

export function resourcesOfType(type: string): readonly ArmResource[] {
  return contoso.resources.filter((resource) => resource.type.toLowerCase() === type.toLowerCase());
}

/** The value at a path of nested objects and arrays, or undefined where the path ends early. */
export function at(json: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined),
    json,
  );
}

export function list(json: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const value = at(json, ...path);
  return Array.isArray(value) ? value : [];
}

export const clusters = resourcesOfType('Microsoft.ContainerService/managedClusters');

export function isKubenet(cluster: ArmResource): boolean {
  return String(at(cluster, 'properties', 'networkProfile', 'networkPlugin')).toLowerCase() === 'kubenet';
}
