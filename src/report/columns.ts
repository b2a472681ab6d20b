import type { Effort } from '../model/effort.ts';
import type { Finding } from '../model/finding.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import type { ClusterReport } from '../model/report.ts';
import { tagValue } from '../model/tag-value.ts';
import type { ClusterCodeCells } from './code/cluster-cells.ts';

export type Cell = string | number | boolean | null;

/** One finding, or an outcome that has none and is not known; outside a cluster where it belongs to none. */
export interface FindingRow {
  readonly subscriptionId: string;
  readonly subscriptionName: string | null;
  readonly cluster: ClusterReport | undefined;
  /** Undefined outside a cluster. */
  readonly effort: Effort | undefined;
  /** Undefined for a subscription that could not be read. */
  readonly outcome: CheckOutcome | undefined;
  readonly finding: Finding | undefined;
  readonly status: string;
  readonly title: string;
  readonly message: string;
  /** Undefined outside a cluster, and in an audit that was given no code. */
  readonly code: ClusterCodeCells | undefined;
}

export interface Column {
  readonly name: string;
  value(row: FindingRow): Cell;
}

/** The columns of every tabular format, in order. Columns are added at the end, none renamed or removed. */
export const columns: readonly Column[] = [
  { name: 'subscriptionId', value: (row) => row.subscriptionId },
  { name: 'subscription', value: (row) => row.subscriptionName },
  { name: 'resourceGroup', value: ({ cluster }) => cluster?.resourceGroup ?? null },
  { name: 'cluster', value: ({ cluster }) => cluster?.name ?? null },
  { name: 'location', value: ({ cluster }) => cluster?.location ?? null },
  { name: 'kubernetesVersion', value: ({ cluster }) => cluster?.kubernetesVersion ?? null },
  { name: 'owner', value: ({ cluster }) => (cluster && tagValue(cluster.tags, 'owner')) ?? null },
  { name: 'verdict', value: ({ cluster }) => cluster?.verdict ?? null },
  { name: 'readiness', value: ({ cluster }) => cluster?.scores.readiness.value ?? null },
  { name: 'readinessLow', value: ({ cluster }) => cluster?.scores.readiness.low ?? null },
  { name: 'readinessHigh', value: ({ cluster }) => cluster?.scores.readiness.high ?? null },
  { name: 'blockers', value: ({ effort }) => effort?.blockers ?? null },
  { name: 'effort', value: ({ effort }) => effort?.kind ?? null },
  { name: 'nodesLeft', value: ({ cluster }) => cluster?.headroom.nodesLeft ?? null },
  { name: 'bindingLimit', value: ({ cluster }) => cluster?.headroom.binding ?? null },
  { name: 'code', value: ({ outcome }) => outcome?.code ?? null },
  { name: 'category', value: ({ outcome }) => outcome?.category ?? null },
  { name: 'severity', value: ({ finding, outcome }) => finding?.severity ?? outcome?.severity ?? null },
  { name: 'live', value: ({ outcome }) => outcome?.live ?? null },
  { name: 'status', value: (row) => row.status },
  { name: 'confidence', value: ({ finding }) => finding?.confidence ?? null },
  { name: 'title', value: (row) => row.title },
  { name: 'message', value: (row) => row.message },
  { name: 'resourceId', value: ({ finding, cluster }) => finding?.resourceId ?? cluster?.id ?? null },
  { name: 'evidence', value: ({ finding }) => (finding === undefined ? null : JSON.stringify(finding.evidence)) },
  { name: 'fix', value: (row) => (isProblem(row) ? (row.outcome?.fix.text ?? null) : null) },
  { name: 'commands', value: (row) => (isProblem(row) ? (row.outcome?.fix.commands.join('\n') ?? null) : null) },
  { name: 'docs', value: ({ outcome }) => outcome?.docs ?? null },
  { name: 'waiverOwner', value: ({ outcome }) => outcome?.waiver?.owner ?? null },
  { name: 'waiverReason', value: ({ outcome }) => outcome?.waiver?.reason ?? null },
  { name: 'waiverExpires', value: ({ outcome }) => outcome?.waiver?.expires ?? null },
  { name: 'codeWrittenAt', value: ({ code }) => code?.writtenAt ?? null },
  { name: 'codeVerdict', value: ({ code }) => code?.verdicts.join(', ') || null },
  { name: 'codeState', value: ({ code }) => code?.state ?? null },
  { name: 'codeCertainty', value: ({ code }) => code?.certainty ?? null },
];

/** A passing finding of a failed check needs no fix. */
function isProblem({ status }: FindingRow): boolean {
  return status === 'fail';
}
