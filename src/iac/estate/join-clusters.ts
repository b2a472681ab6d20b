import type { IacReport, IacReportFinding } from '../iac-report.ts';

/** A cluster that runs, as far as the join asks: kubenet or not. */
export interface RunningCluster {
  readonly id: string;
  readonly name: string;
  readonly networkPlugin: string | null;
}

type Joined = NonNullable<IacReport['clusters']>[number];

/**
 * Says of each kubenet cluster where its code is, of each that left kubenet whose code did not follow, and of each place which cluster it
 * made. Names compare without case; a resource group that the code names must be the cluster's.
 */
export function joinClusters(report: IacReport, clusters: readonly RunningCluster[]): IacReport {
  const matches = clusters.map((cluster) => ({
    cluster,
    places: report.findings.filter((finding) => made(finding, cluster)),
  }));
  const joined = matches.flatMap(({ cluster, places }) => joinedCluster(cluster, places));
  const findings = report.findings.map((finding) => ({
    ...finding,
    clusters: matches.filter(({ places }) => places.includes(finding)).map(({ cluster }) => cluster),
  }));
  return { ...report, findings, clusters: joined };
}

function made({ cluster, verdict }: IacReportFinding, { id, name }: RunningCluster): boolean {
  if (cluster?.name?.toLowerCase() !== name.toLowerCase() || verdict === 'mention-only' || verdict === 'not-aks')
    return false;
  const group = /\/resourceGroups\/([^/]+)/i.exec(id)?.[1];
  return (
    cluster.resourceGroup === null || group === undefined || cluster.resourceGroup.toLowerCase() === group.toLowerCase()
  );
}

const sayKubenet = new Set(['creates-kubenet', 'kubenet-by-default', 'may-create-kubenet']);

function joinedCluster(cluster: RunningCluster, places: readonly IacReportFinding[]): Joined[] {
  const isOnKubenet = cluster.networkPlugin?.toLowerCase() === 'kubenet';
  const stale = places.filter(({ verdict }) => sayKubenet.has(verdict));
  if (!isOnKubenet && stale.length === 0) return [];
  const written = isOnKubenet ? places : stale;
  const writtenAt = written.map(({ file, line }) => ({ file, line }));
  const isByGroup = written.some((place) => place.cluster?.resourceGroup != null);
  const by = written.length === 0 ? null : isByGroup ? 'name and resource group' : 'name';
  return [{ ...cluster, writtenAt, by, says: sentence(isOnKubenet, writtenAt) }];
}

function sentence(
  isOnKubenet: boolean,
  writtenAt: readonly { readonly file: string; readonly line: number }[],
): string {
  const where = writtenAt.map(({ file, line }) => `${file}:${line}`).join(', ');
  if (!isOnKubenet) {
    return `It has left kubenet, and its code still says kubenet (${where}): the next apply would put it back, fail, or destroy it. Change the code first.`;
  }
  return where === '' ? 'Its code was not found in the folder.' : `It is on kubenet, and written at ${where}.`;
}
