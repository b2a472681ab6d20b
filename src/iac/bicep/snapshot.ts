import { isRecord } from '../../model/is-record.ts';

/** What only a deployment knows: the compiler leaves an expression. */
export const leftOpen = Symbol('left open');

/** A property as the compiler worked it out; undefined where it is not there. */
export type Worked = string | undefined | typeof leftOpen;

/** A resource of a snapshot, with what it would have if it were a cluster. */
export interface SnapshotCluster {
  readonly apiVersion: string;
  readonly name: Worked;
  readonly plugin: Worked;
  readonly mode: Worked;
  readonly kubernetesVersion: Worked;
  readonly networkPolicy: Worked;
  readonly podCidr: Worked;
}

/** What `bicep snapshot` predicts; undefined where its file has not the shape of the version read (0.49.2). */
export function snapshotClusters(json: string): SnapshotCluster[] | undefined {
  const read = parsed(json);
  const resources = isRecord(read) ? read['predictedResources'] : undefined;
  if (!Array.isArray(resources) || !resources.every(isResource)) return undefined;
  return resources.map((each) => ({
    apiVersion: each.apiVersion,
    name: workedAt(each, 'name'),
    plugin: workedAt(each, 'properties', 'networkProfile', 'networkPlugin'),
    mode: workedAt(each, 'properties', 'networkProfile', 'networkPluginMode'),
    kubernetesVersion: workedAt(each, 'properties', 'kubernetesVersion'),
    networkPolicy: workedAt(each, 'properties', 'networkProfile', 'networkPolicy'),
    podCidr: workedAt(each, 'properties', 'networkProfile', 'podCidr'),
  }));
}

function isResource(value: unknown): value is { readonly apiVersion: string } {
  return isRecord(value) && typeof value['apiVersion'] === 'string';
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Text in square brackets is an expression; `[[` stands for a bracket. */
function workedAt(value: unknown, ...path: readonly string[]): Worked {
  const [key, ...rest] = path;
  if (typeof value === 'string' && /^\[(?!\[).*\]$/s.test(value)) return leftOpen;
  if (key === undefined) return typeof value === 'string' ? value.replace(/^\[\[/, '[') : undefined;
  return workedAt(isRecord(value) ? value[key] : undefined, ...rest);
}
