import type { JoinedCluster } from '../../model/iac-report.ts';
import { counted } from '../../words/words.ts';
import type { Consequence } from './consequence.ts';
import { isOnKubenet, type RunningCluster } from './running-cluster.ts';
import { namedPlace, type Tie, writtenAt } from './tie.ts';

/** What the join says of a cluster; nothing of one that has left kubenet and whose code leaves it in peace. */
export function joinedCluster(cluster: RunningCluster, ties: readonly Tie[], gaps: number): JoinedCluster[] {
  const makers = ties.filter(({ declaration }) => declaration.claim.act !== 'updates');
  const state = states.find((each) => makers.some(({ consequence }) => consequence.state === each));
  const isAtRisk = state === 'destroys' || state === 'undoes';
  if (!isOnKubenet(cluster) && !isAtRisk) return [];
  // Of a cluster that has left kubenet only the code that did not follow matters.
  const told = isOnKubenet(cluster) ? makers : makers.filter(({ consequence }) => consequence.state !== 'written');
  const [first] = told;
  const { id, name, resourceGroup, networkPlugin, networkPluginMode } = cluster;
  const places = distinct(told.map(writtenAt));
  return [
    {
      id,
      name,
      resourceGroup,
      networkPlugin,
      networkPluginMode,
      writtenAt: places,
      calledAt: calledAt(told),
      certainty: first?.certainty ?? null,
      by: first?.by ?? null,
      state: state ?? 'notFound',
      says: first === undefined ? notFound(gaps) : sentence(first, told),
      instead:
        told.map(({ consequence, finding }) => consequence.instead || (finding?.instead ?? '')).find(Boolean) ?? '',
      language: first?.declaration.claim.language ?? null,
    },
  ];
}

/** The gravest first. */
const states: readonly Consequence['state'][] = ['destroys', 'undoes', 'moves', 'written'];

function notFound(gaps: number): string {
  const unread = gaps === 0 ? '' : `; ${counted(gaps, 'place')} could not be read whole`;
  return `It is on kubenet, and its code was not found in what was read${unread}.`;
}

function sentence(first: Tie, ties: readonly Tie[]): string {
  const risks = [...new Set(ties.map(({ consequence }) => consequence.why))].filter(Boolean);
  if (first.certainty === 'certain') {
    const what = risks.length > 0 ? risks.map((why) => `It ${why}`).join(' ') : 'It is on kubenet.';
    return `${what} Its code is known by ${first.by}.`;
  }
  const what = risks.map((why) => ` If so, it ${why}`).join('');
  return `Its code is likely this, by ${first.by}: ${first.because}.${what}`;
}

function calledAt(ties: readonly Tie[]): JoinedCluster['calledAt'] {
  return distinct(
    ties.flatMap(({ declaration: { claim, named } }) =>
      (claim.cluster?.calledAt ?? []).map((place) => namedPlace(place, named)),
    ),
  );
}

function distinct(places: readonly { readonly file: string; readonly line: number }[]): JoinedCluster['calledAt'] {
  return [...new Map(places.map(({ file, line }) => [`${file}:${line}`, { file, line }])).values()];
}
