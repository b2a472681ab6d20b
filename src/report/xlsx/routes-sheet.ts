import type { EvidenceValue, Finding } from '../../model/finding.ts';
import type { CheckOutcome } from '../../model/outcome.ts';
import type { ClusterReport, ReportStream } from '../../model/report.ts';
import { segmentAfter } from '../../model/resource-id.ts';
import { failingFindings } from '../cluster-checks.ts';
import { resourceCell } from './links.ts';
import { type SheetField, sheetOf } from './sheet.ts';

interface RouteRow {
  readonly cluster: ClusterReport;
  readonly outcome: CheckOutcome;
  readonly finding: Finding;
}

const fields: readonly SheetField<RouteRow>[] = [
  {
    name: 'cluster',
    kind: 'text',
    width: 30,
    cell: ({ cluster }, { portalUrl }) => resourceCell(cluster.name, cluster.id, portalUrl),
  },
  { name: 'code', kind: 'text', width: 9, cell: ({ outcome }) => outcome.code },
  { name: 'title', kind: 'long', width: 44, cell: ({ outcome }) => outcome.title },
  { name: 'live', kind: 'flag', width: 8, cell: ({ outcome }) => outcome.live },
  { name: 'confidence', kind: 'text', width: 12, cell: ({ finding }) => finding.confidence },
  { name: 'node', kind: 'text', width: 32, cell: ({ finding }) => textOf(finding.evidence['node']) },
  {
    name: 'routeTable',
    kind: 'text',
    width: 36,
    cell: ({ finding }) => segmentAfter(finding.resourceId, 'routeTables') ?? null,
  },
  { name: 'route', kind: 'text', width: 44, cell: ({ finding }) => segmentAfter(finding.resourceId, 'routes') ?? null },
  { name: 'addressPrefix', kind: 'text', width: 18, cell: ({ finding }) => textOf(finding.evidence['addressPrefix']) },
  { name: 'nextHopType', kind: 'text', width: 16, cell: ({ finding }) => textOf(finding.evidence['nextHopType']) },
  {
    name: 'nextHopIpAddress',
    kind: 'text',
    width: 18,
    cell: ({ finding }) => textOf(finding.evidence['nextHopIpAddress']),
  },
  { name: 'nodeAddresses', kind: 'text', width: 20, cell: ({ finding }) => textOf(finding.evidence['nodeAddresses']) },
  { name: 'message', kind: 'long', width: 70, cell: ({ finding }) => finding.message },
  {
    name: 'resourceId',
    kind: 'text',
    width: 60,
    cell: ({ finding: { resourceId } }, { portalUrl }) => resourceCell(resourceId, resourceId, portalUrl),
  },
];

function textOf(value: EvidenceValue | undefined): string | null {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string').join(', ') : null;
}

async function* rowsOf(report: ReportStream): AsyncGenerator<RouteRow> {
  for await (const cluster of report.clusters()) {
    for (const outcome of cluster.checks.filter(({ category }) => category === 'routeTable')) {
      for (const finding of failingFindings(outcome)) {
        if (isAboutRoute(finding)) yield { cluster, outcome, finding };
      }
    }
  }
}

/** A route, or a node that lacks one: not a table as a whole. */
function isAboutRoute({ resourceId, evidence }: Finding): boolean {
  return typeof evidence['node'] === 'string' || segmentAfter(resourceId, 'routes') !== undefined;
}

/** One row for each route that is wrong, and for each node that lacks one. */
export const routesSheet = sheetOf('Routes that are wrong', fields, rowsOf, 'No route was found wrong.');
