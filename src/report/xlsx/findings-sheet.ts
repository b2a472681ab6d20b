import type { ReportHead } from '../../model/report.ts';
import { tagValue } from '../../model/tag-value.ts';
import { byUrgency, withoutFleetDeadline } from '../../words/cluster-checks.ts';
import { evidenceFact } from '../../words/evidence-words.ts';
import { categoryWords, effortText, limitWords, severityWords } from '../../words/words.ts';
import type { FindingRow } from '../columns.ts';
import { clusterFindingRows, estateFindingRows, rowSurroundings, scopeRows } from '../finding-rows.ts';
import { resourceCell } from './links.ts';
import { dateCell, type SheetField, type SheetRows, sheetOf } from './sheet.ts';

const fields: readonly SheetField<FindingRow>[] = [
  {
    name: 'Cluster',
    kind: 'text',
    width: 28,
    cell: ({ cluster }, { portalUrl }) => (cluster ? resourceCell(cluster.name, cluster.id, portalUrl) : null),
  },
  { name: 'Verdict', kind: 'text', width: 14, cell: ({ cluster }) => (cluster ? { verdict: cluster.verdict } : null) },
  { name: 'Code', kind: 'text', width: 10, cell: ({ outcome }) => outcome?.code ?? null },
  { name: 'Severity', kind: 'text', width: 15, cell: (row) => severityText(row) },
  {
    name: 'Losing traffic',
    kind: 'flag',
    width: 14,
    cell: ({ status, outcome }) => status === 'fail' && outcome?.live === true,
  },
  { name: 'Status', kind: 'text', width: 10, cell: ({ status }) => status },
  { name: 'What was found', kind: 'long', width: 58, cell: ({ message }) => message },
  {
    name: 'What to do',
    kind: 'long',
    width: 64,
    cell: (row) => (row.status === 'fail' ? row.outcome?.fix.text : null) ?? null,
  },
  { name: 'Check', kind: 'long', width: 44, cell: ({ title }) => title },
  { name: 'Commands', kind: 'text', width: 60, cell: (row) => commandsOf(row) },
  { name: 'How sure', kind: 'text', width: 12, cell: ({ finding }) => finding?.confidence ?? null },
  { name: 'Evidence', kind: 'text', width: 50, cell: (row) => evidenceOf(row) },
  {
    name: 'Category',
    kind: 'text',
    width: 16,
    cell: ({ outcome }) => (outcome ? categoryWords[outcome.category] : null),
  },
  {
    name: 'Owner',
    kind: 'text',
    width: 18,
    cell: ({ cluster }) => (cluster && tagValue(cluster.tags, 'owner')) ?? null,
  },
  {
    name: 'Blockers',
    kind: 'number',
    width: 10,
    cell: ({ effort }) => effort?.blockers ?? null,
  },
  {
    name: 'Effort',
    kind: 'text',
    width: 11,
    cell: ({ effort }) => (effort ? effortText(effort) : null),
  },
  { name: 'Readiness', kind: 'number', width: 11, cell: ({ cluster }) => cluster?.scores.readiness.value ?? null },
  { name: 'Nodes left', kind: 'number', width: 12, cell: ({ cluster }) => cluster?.headroom.nodesLeft ?? null },
  { name: 'Binding limit', kind: 'text', width: 15, cell: (row) => bindingOf(row) },
  { name: 'Kubernetes', kind: 'text', width: 13, cell: ({ cluster }) => cluster?.kubernetesVersion ?? null },
  { name: 'Location', kind: 'text', width: 15, cell: ({ cluster }) => cluster?.location ?? null },
  { name: 'Resource group', kind: 'text', width: 26, cell: ({ cluster }) => cluster?.resourceGroup ?? null },
  { name: 'Subscription', kind: 'text', width: 26, cell: ({ subscriptionName }) => subscriptionName },
  { name: 'Subscription id', kind: 'text', width: 38, cell: ({ subscriptionId }) => subscriptionId },
  { name: 'Waived by', kind: 'text', width: 18, cell: ({ outcome }) => outcome?.waiver?.owner ?? null },
  { name: 'Waived why', kind: 'long', width: 40, cell: ({ outcome }) => outcome?.waiver?.reason ?? null },
  { name: 'Waived until', kind: 'date', width: 14, cell: ({ outcome }) => dateCell(outcome?.waiver?.expires) },
  {
    name: 'Resource id',
    kind: 'text',
    width: 60,
    cell: ({ finding, cluster }, { portalUrl }) => {
      const id = finding?.resourceId ?? cluster?.id;
      return id === undefined ? null : resourceCell(id, id, portalUrl);
    },
  },
  { name: 'Written in code', kind: 'text', width: 40, cell: ({ code }) => code?.writtenAt ?? null },
  { name: 'Verdict of the code', kind: 'text', width: 24, cell: ({ code }) => code?.verdicts.join(', ') || null },
];

function severityText({ finding, outcome }: FindingRow): string | null {
  const severity = finding?.severity ?? outcome?.severity;
  return severity === undefined ? null : severityWords[severity];
}

function commandsOf({ status, outcome }: FindingRow): string | null {
  return status === 'fail' && outcome !== undefined ? outcome.fix.commands.join('\n') : null;
}

function evidenceOf({ finding }: FindingRow): string | null {
  if (finding === undefined) return null;
  return Object.entries(finding.evidence)
    .map(([name, value]) => evidenceFact(name, value))
    .map(({ name, value }) => `${name}: ${value}`)
    .join('\n');
}

function bindingOf({ cluster }: FindingRow): string | null {
  const binding = cluster?.headroom.binding ?? null;
  return binding === null ? null : limitWords[binding].name;
}

/** Of each cluster what to do first, then what could not be read, then what belongs to no cluster. */
function rowsOf(head: ReportHead): SheetRows<FindingRow> {
  const known = rowSurroundings(head);
  return {
    of: (cluster) => notPassed(clusterFindingRows(cluster, known, byUrgency(withoutFleetDeadline(cluster)))),
    after: [...scopeRows(head), ...notPassed(estateFindingRows(head))],
  };
}

function* notPassed(rows: Iterable<FindingRow>): Generator<FindingRow> {
  for (const row of rows) if (row.status !== 'pass') yield row;
}

/** What failed or is unknown; what passed is left out, since a workbook is read by people. */
export const findingsSheet = sheetOf({
  name: 'Findings',
  fields,
  rowsOf,
  whenEmpty: 'No check failed, and none is unknown.',
});
