import type { ClusterReport } from '../../model/report.ts';
import { resourceNameOf } from '../../model/resource-id.ts';
import { counted, numberText } from '../../words/words.ts';
import { drawBands } from './bands.ts';
import type { Drawing, DrawnBand } from './drawing.ts';
import { drawEgress } from './egress.ts';
import { type LineState, lineWords, statesByUrgency } from './line-states.ts';

export function drawingOf(cluster: ClusterReport): Drawing {
  const { network } = cluster;
  const bands = drawBands(cluster);
  return {
    title: `Network of ${cluster.name}`,
    description: description(cluster, bands),
    networks: (network.picture?.virtualNetworks ?? []).map(({ id, addressPrefixes }) => ({
      name: resourceNameOf(id),
      detail: addressPrefixes.join(', '),
    })),
    bands,
    pods: { ranges: network.podCidrs, detail: blocksText(cluster) },
    egress: drawEgress(cluster),
    states: stateCounts(bands),
    remarks: remarks(cluster),
  };
}

function blocksText({ headroom }: ClusterReport): string {
  const limit = headroom.limits.find(({ name }) => name === 'podCidr');
  if (limit === undefined || limit.capacity === null) return 'A /24 for each node';
  const used = limit.used === null ? '' : `, ${numberText(limit.used)} used`;
  return `${counted(limit.capacity, 'block')} of /24${used}`;
}

function remarks({ network: { picture } }: ClusterReport): string[] {
  if (picture === undefined) {
    return ['This report was made by an earlier version, which did not keep what the routes look like.'];
  }
  return picture.reason === null ? [] : [`Route states: ${picture.reason}`];
}

function description(cluster: ClusterReport, bands: readonly DrawnBand[]): string {
  const tables = bands.map(({ table }) =>
    table.used === undefined || table.limit === undefined
      ? table.name
      : `route table ${table.name} holds ${numberText(table.used)} of ${counted(table.limit, 'route')}`,
  );
  const pods = cluster.network.podCidrs.join(', ') || 'a range that is not known';
  return `${[...stateCounts(bands).map(({ text }) => text), ...tables, `pods have addresses of ${pods}`].join('; ')}.`;
}

/** How many nodes, or stale routes, are in each state that occurs, worst first. */
function stateCounts(bands: readonly DrawnBand[]): { readonly state: LineState; readonly text: string }[] {
  const rows = bands.flatMap(({ subnets }) => subnets.flatMap((subnet) => subnet.rows));
  return statesByUrgency.flatMap((state) => {
    const such = rows.filter((row) => row.state === state);
    const count = such.reduce((total, row) => total + row.count, 0);
    const noun = state === 'stale' ? 'route' : 'node';
    return such.length === 0 ? [] : [{ state, text: `${counted(count, noun)} ${lineWords[state].counted}` }];
  });
}
