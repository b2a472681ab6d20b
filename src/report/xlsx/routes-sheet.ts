import type { EvidenceValue, Finding } from '../../model/finding.ts';
import type { CheckOutcome } from '../../model/outcome.ts';
import type { ClusterReport } from '../../model/report.ts';
import { segmentAfter } from '../../model/resource-id.ts';
import { failingFindings } from '../../words/cluster-checks.ts';
import { resourceCell } from './links.ts';
import { type SheetField, sheetOf } from './sheet.ts';

interface RouteRow {
  readonly cluster: ClusterReport;
  readonly outcome: CheckOutcome;
  readonly finding: Finding;
}

const fields: readonly SheetField<RouteRow>[] = [
  {
    name: 'Cluster',
    kind: 'text',
    width: 30,
    cell: ({ cluster }, { portalUrl }) => resourceCell(cluster.name, cluster.id, portalUrl),
  },
  { name: 'Code', kind: 'text', width: 10, cell: ({ outcome }) => outcome.code },
  { name: 'Losing traffic', kind: 'flag', width: 14, cell: ({ outcome }) => outcome.live },
  { name: 'How sure', kind: 'text', width: 12, cell: ({ finding }) => finding.confidence },
  { name: 'What was found', kind: 'long', width: 58, cell: ({ finding }) => finding.message },
  { name: 'Node', kind: 'text', width: 32, cell: ({ finding }) => textOf(finding.evidence['node']) },
  {
    name: 'Route table',
    kind: 'text',
    width: 36,
    cell: ({ finding }) => segmentAfter(finding.resourceId, 'routeTables') ?? null,
  },
  { name: 'Route', kind: 'text', width: 44, cell: ({ finding }) => segmentAfter(finding.resourceId, 'routes') ?? null },
  { name: 'Address prefix', kind: 'text', width: 18, cell: ({ finding }) => textOf(finding.evidence['addressPrefix']) },
  { name: 'Next hop type', kind: 'text', width: 16, cell: ({ finding }) => textOf(finding.evidence['nextHopType']) },
  {
    name: 'Next hop address',
    kind: 'text',
    width: 18,
    cell: ({ finding }) => textOf(finding.evidence['nextHopIpAddress']),
  },
  {
    name: 'Addresses of the node',
    kind: 'text',
    width: 20,
    cell: ({ finding }) => textOf(finding.evidence['nodeAddresses']),
  },
  {
    name: 'Resource id',
    kind: 'text',
    width: 60,
    cell: ({ finding: { resourceId } }, { portalUrl }) => resourceCell(resourceId, resourceId, portalUrl),
  },
];

function textOf(value: EvidenceValue | undefined): string | null {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string').join(', ') : null;
}

function* routeRows(cluster: ClusterReport): Generator<RouteRow> {
  for (const outcome of cluster.checks.filter(({ category }) => category === 'routeTable')) {
    for (const finding of failingFindings(outcome)) {
      if (isAboutRoute(finding)) yield { cluster, outcome, finding };
    }
  }
}

/** A route, or a node that lacks one: not a table as a whole. */
function isAboutRoute({ resourceId, evidence }: Finding): boolean {
  return typeof evidence['node'] === 'string' || segmentAfter(resourceId, 'routes') !== undefined;
}

/** One row for each route that is wrong, and for each node that lacks one. */
export const routesSheet = sheetOf({
  name: 'Routes that are wrong',
  fields,
  rowsOf: () => ({ of: routeRows }),
  whenEmpty: 'No route was found wrong.',
});
