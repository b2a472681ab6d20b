import {
  type ClusterHtmlOptions,
  clusterContentSecurityPolicy,
  renderClusterHtml,
} from '../../src/report/cluster-html.ts';
import { aBlockedCluster } from '../report/a-cluster.ts';
import { aReport } from '../report/a-report.ts';

/** The page of one cluster, as the app sends it. */
export function aClusterPage(cluster = aBlockedCluster(), options: Partial<ClusterHtmlOptions> = {}) {
  const head = aReport([cluster]);
  return {
    body: renderClusterHtml(cluster, head, { reportAddress: '../report?format=html', ...options }),
    mediaType: 'text/html; charset=utf-8',
    policy: clusterContentSecurityPolicy,
  };
}
