import type { ClusterReport, ReportStream } from '../model/report.ts';
import { resourceKey } from '../model/resource-id.ts';
import { UsageError } from './errors.ts';
import { nearest } from './nearest.ts';

/**
 * The cluster of the report that goes by this name, resource id or key, in any letter case.
 * @throws {UsageError} where none has the name, or several have
 */
export async function findCluster(report: ReportStream, wanted: string): Promise<ClusterReport> {
  const found: ClusterReport[] = [];
  const names: string[] = [];
  for await (const cluster of report.clusters()) {
    names.push(cluster.name);
    if (isCalled(cluster, wanted)) found.push(cluster);
  }
  const [first, ...more] = found;
  if (first === undefined) {
    const near = nearest(wanted, names);
    const advice = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'give its name, or its resource id.';
    throw new UsageError(`The report has no kubenet cluster ${wanted}: ${advice}`);
  }
  if (more.length > 0) {
    throw new UsageError(
      `Several clusters are called ${wanted}: give one's id, ${found.map(({ id }) => id).join(' or ')}.`,
    );
  }
  return first;
}

function isCalled({ id, name, key }: ClusterReport, wanted: string): boolean {
  return (
    resourceKey(id) === resourceKey(wanted) || [name, key].some((each) => each.toLowerCase() === wanted.toLowerCase())
  );
}
