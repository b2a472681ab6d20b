import { effortKinds } from '../../model/effort.ts';
import type { Score } from '../../model/report.ts';
import { type Html, type HtmlValue, html } from '../../words/html-escape.ts';
import { clusterAnchor } from '../../words/links.ts';
import { shortened } from '../../words/plain-text.ts';
import {
  atMostText,
  effortText,
  limitWords,
  notKnownText,
  numberText,
  scoreText,
  verdictsByUrgency,
  verdictWords,
} from '../../words/words.ts';
import type { ClusterRow } from '../overview.ts';

/** What a column needs beside the row itself. */
export interface RowPlace {
  readonly subscription: string;
}

export interface TableColumn {
  /** In class names, checkboxes and the page's fragment: never renamed. */
  readonly key: string;
  readonly title: string;
  /** Shown until the reader chooses. */
  readonly isShown: boolean;
  cell(row: ClusterRow, place: RowPlace): HtmlValue;
  /** What it sorts by, where that is neither the text nor its leading number. */
  sort?(row: ClusterRow): number;
}

const longestOwner = 80;
const longestFinding = 140;

export const tableColumns: readonly TableColumn[] = [
  {
    key: 'cluster',
    title: 'Cluster',
    isShown: true,
    cell: ({ key, name }, { subscription }) =>
      html`<a href="${clusterAnchor(key)}"><bdi>${name}</bdi></a><span class="small"><bdi>${subscription}</bdi></span>`,
  },
  {
    key: 'verdict',
    title: 'Verdict',
    isShown: true,
    cell: verdictCell,
    sort: ({ verdict }) => verdictsByUrgency.indexOf(verdict),
  },
  {
    key: 'readiness',
    title: 'Readiness',
    isShown: true,
    cell: ({ readiness }) => scoreCell(readiness),
    sort: ({ readiness }) => readiness.value ?? -1,
  },
  {
    key: 'effort',
    title: 'Blockers',
    isShown: true,
    cell: ({ effort }) =>
      html`${numberText(effort.blockers)}${effort.kind === 'none' ? null : html`<span class="small">${effortText(effort)}</span>`}`,
    sort: ({ effort }) => effortKinds.indexOf(effort.kind) * 1000 + effort.blockers,
  },
  {
    key: 'routes',
    title: 'Route table',
    isShown: true,
    cell: ({ routeTable }) => scoreCell(routeTable),
    sort: ({ routeTable }) => routeTable.value ?? -1,
  },
  {
    key: 'nodes',
    title: 'Nodes left',
    isShown: true,
    cell: nodesLeftCell,
    sort: ({ headroom }) => headroom.nodesLeft ?? -1,
  },
  {
    key: 'worst',
    title: 'Worst finding',
    isShown: true,
    cell: ({ live, worst }) =>
      live.length > 0
        ? html`<span class="now">Now: <bdi>${shortened(worst, longestFinding)}</bdi></span>`
        : html`<bdi>${shortened(worst, longestFinding)}</bdi>`,
  },
  { key: 'owner', title: 'Owner', isShown: true, cell: (row) => bdi(ownerOf(row)) },
  { key: 'wave', title: 'Wave', isShown: true, cell: (row) => bdi(waveOf(row)) },
  { key: 'location', title: 'Location', isShown: false, cell: ({ location }) => bdi(location) },
  {
    key: 'version',
    title: 'Kubernetes',
    isShown: false,
    cell: ({ kubernetesVersion }) => bdi(kubernetesVersion ?? notKnownText),
  },
];

/** The columns that say something about these clusters: no wave where none has one. */
export function columnsFor(rows: readonly ClusterRow[]): readonly TableColumn[] {
  const hasWaves = rows.some(({ wave }) => wave !== undefined);
  return tableColumns.filter(({ key }) => key !== 'wave' || hasWaves);
}

/** The `owner` tag as the table shows and filters it. */
export function ownerOf({ owner }: Pick<ClusterRow, 'owner'>): string {
  return shortened(owner ?? '', longestOwner);
}

/** The wave, likewise. */
export function waveOf({ wave }: Pick<ClusterRow, 'wave'>): string {
  return shortened(wave ?? '', longestOwner);
}

function bdi(text: string): Html | null {
  return text === '' ? null : html`<bdi>${text}</bdi>`;
}

function verdictCell({ verdict }: ClusterRow): Html {
  const { word, symbol } = verdictWords[verdict];
  return html`<span class="verdict ${verdict}"><span class="shape" aria-hidden="true">${symbol}</span>${word}</span>`;
}

/** The number, and a bar that only repeats it. */
function scoreCell(score: Score): HtmlValue {
  if (score.value === null) return html`<span class="muted">${notKnownText}</span>`;
  return html`${scoreText(score)}<span class="mini ${toneOf(score.value)} w${Math.round(score.value)}"></span>`;
}

/** A failed blocker caps a score at 39, a failed high at 79. */
export function toneOf(value: number): 'blocked' | 'needsWork' | 'ready' {
  return value < 40 ? 'blocked' : value < 80 ? 'needsWork' : 'ready';
}

function nodesLeftCell({ headroom: { nodesLeft, binding, ...open } }: ClusterRow): HtmlValue {
  if (nodesLeft === null) return html`<span class="muted">${atMostText(open) ?? notKnownText}</span>`;
  return html`${numberText(nodesLeft)}${binding === null ? null : html`<span class="small">${limitWords[binding].name}</span>`}`;
}
