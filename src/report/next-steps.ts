import { counted, numberText } from '../words/words.ts';
import type { ClusterRow, Overview } from './overview.ts';

/** One thing to do, for every cluster it concerns. */
export interface NextStep {
  /** The check it mends; undefined for moving what is ready. */
  readonly code: string | undefined;
  readonly kind: 'live' | 'move' | 'mend';
  /** The check's sentence; empty for moving. */
  readonly title: string;
  readonly fix: string;
  /** What to do first comes first, those that this step alone holds before the others. */
  readonly clusters: readonly ClusterRow[];
  /** How many of them get a better verdict by this step alone. */
  readonly unblocks: number;
}

/**
 * What to do, in the order of what it gives: traffic first, then the moves that nothing holds, then by how many clusters a step
 * alone sets free, then by how many it concerns.
 */
export function nextSteps({ rows, remedies }: Pick<Overview, 'rows' | 'remedies'>): NextStep[] {
  const ready = rows.filter(({ verdict }) => verdict === 'ready');
  const move: NextStep = { code: undefined, kind: 'move', title: '', fix: '', clusters: ready, unblocks: ready.length };
  const codes = new Set(rows.flatMap(({ stops }) => [...stops.blocker, ...stops.high]));
  const mends = [...codes].map((code): NextStep => {
    const concerned = rows.filter(({ stops }) => stops.blocker.includes(code) || stops.high.includes(code));
    const alone = concerned.filter((row) => isOnlyStop(row, code));
    const live = concerned.some((row) => row.liveCodes.includes(code));
    return {
      code,
      kind: live ? 'live' : 'mend',
      title: remedies.get(code)?.title ?? code,
      fix: remedies.get(code)?.fix ?? '',
      clusters: [...alone, ...concerned.filter((row) => !alone.includes(row))],
      unblocks: alone.length,
    };
  });
  return [...(ready.length > 0 ? [move] : []), ...mends].sort(
    (a, b) =>
      kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
      b.unblocks - a.unblocks ||
      b.clusters.length - a.clusters.length ||
      (a.title < b.title ? -1 : 1),
  );
}

const kinds: readonly NextStep['kind'][] = ['live', 'move', 'mend'];

/** Whether the cluster's verdict gets better when nothing but this is mended. */
function isOnlyStop({ stops }: ClusterRow, code: string): boolean {
  const deciding = stops.blocker.length > 0 ? stops.blocker : stops.high;
  return deciding.length === 1 && deciding[0] === code;
}

/** Its heading and what to do; the latter may be empty. */
export function stepTexts({ kind, title, fix, clusters }: NextStep): { readonly title: string; readonly fix: string } {
  if (kind !== 'move') return { title, fix };
  return {
    title: `Move ${clusters.length === 1 ? 'the cluster that is' : `the ${numberText(clusters.length)} clusters that are`} ready`,
    fix: 'Nothing that was read stops the update to Azure CNI Overlay. It reimages every node, needs a window and cannot be undone.',
  };
}

/** What it gives, in how many clusters. */
export function gainText({ kind, unblocks, clusters }: NextStep): string {
  const all = clusters.length;
  if (kind === 'move') return `Takes ${counted(all, 'cluster')} off kubenet.`;
  const free =
    unblocks === 0
      ? 'none gets a better verdict by this alone'
      : unblocks === all
        ? `${all === 1 ? 'it needs' : 'each needs'} nothing else for a better verdict`
        : `${numberText(unblocks)} of them ${unblocks === 1 ? 'needs' : 'need'} nothing else for a better verdict`;
  return `${kind === 'live' ? 'Traffic is lost today. ' : ''}In ${counted(all, 'cluster')}; ${free}.`;
}
