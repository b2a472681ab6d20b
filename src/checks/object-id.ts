import type { ObjectName } from '../model/kubernetes/object-meta.ts';

/** How a finding names an object of a cluster: below the cluster's resource id, as a path of its API would. */
export function objectId(
  clusterId: string,
  resource: string,
  { namespace, name }: Pick<ObjectName, 'namespace' | 'name'>,
): string {
  return `${clusterId}/${namespace === '' ? '' : `namespaces/${namespace}/`}${resource}/${name}`;
}
