import { counted } from '../../words/words.ts';
import type { ClusterClaim } from '../judge/claim.ts';
import { piecesText } from '../value/pieces.ts';
import { type Comparison, clusterComparison, type WrittenName } from './compare-cluster.ts';
import type { RunningCluster } from './running-cluster.ts';

/** A cluster that runs and the code that made it, or likely did. */
export interface Match {
  readonly cluster: RunningCluster;
  readonly certainty: 'certain' | 'likely';
  /** What is alike, in words: `name and resource group`. */
  readonly by: string;
  /** Why it is likely only; empty where it is certain. */
  readonly because: string;
  /** The name in code that is alike; undefined where none is. */
  readonly written: WrittenName | undefined;
}

interface Candidate {
  readonly cluster: RunningCluster;
  readonly comparison: Comparison;
}

/**
 * The running clusters that a declared one can be. Certain is one whose whole name is written, and who is alone with it: in the resource
 * group that the code names, or in all that was audited. Everything else is likely, with the reason.
 * @param names that the code can give the cluster
 */
export function matchClusters(
  claim: ClusterClaim,
  names: readonly WrittenName[],
  clusters: readonly RunningCluster[],
): Match[] {
  const compare = clusterComparison(claim, names);
  const possible = clusters.flatMap((cluster): Candidate[] => {
    const comparison = compare(cluster);
    return comparison === undefined ? [] : [{ cluster, comparison }];
  });
  const named = possible.filter(({ comparison }) => comparison.name === 'same');
  // Each of several names is a cluster of its own.
  const byName = Map.groupBy(named, ({ cluster }) => cluster.name.toLowerCase());
  if (named.length > 0) return [...byName.values()].flatMap(namesakes);
  return likely(possible.filter(({ comparison }) => comparison.tags !== 'differs'));
}

function namesakes(all: readonly Candidate[]): Match[] {
  const inGroup = preferred(all, ({ resourceGroup }) => resourceGroup === 'same');
  const tagged = preferred(inGroup, ({ tags }) => tags === 'same');
  const left = tagged.length > 1 ? preferred(tagged, ({ tags }) => tags !== 'differs') : tagged;
  const [only, ...others] = left;
  if (only === undefined) return [];
  if (others.length > 0) {
    const because = `${counted(left.length, 'cluster')} have this name, and the code does not tell which is meant`;
    return left.map((each) => matched(each, 'likely', because));
  }
  const { tags, resourceGroup } = only.comparison;
  if (tags === 'differs' && resourceGroup !== 'same')
    return [matched(only, 'likely', 'a tag that the code sets has another value on the cluster')];
  return [matched(only, 'certain', '')];
}

/** Those that fit best: each kind of evidence counts where at least one has it. */
function likely(possible: readonly Candidate[]): Match[] {
  const withEvidence = possible.filter(
    ({ comparison: { name, resourceGroup, tags, isModule } }) =>
      name === 'fits' || resourceGroup === 'same' || tags === 'same' || isModule,
  );
  const best = [
    ({ isModule }: Comparison) => isModule,
    ({ name }: Comparison) => name === 'fits',
    ({ resourceGroup }: Comparison) => resourceGroup === 'same',
    ({ tags }: Comparison) => tags === 'same',
  ].reduce<readonly Candidate[]>(preferred, withEvidence);
  return best.map((each) => matched(each, 'likely', likelyReason(each, best.length)));
}

function likelyReason({ comparison: { written } }: Candidate, count: number): string {
  const name =
    written === undefined
      ? 'the code does not tell its name'
      : `of its name the code tells ${piecesText(written.pieces)}`;
  return count === 1 ? `${name}, and no other cluster fits as well` : `${name}, which ${count} clusters fit`;
}

function preferred<T extends Candidate>(all: readonly T[], has: (comparison: Comparison) => boolean): readonly T[] {
  const those = all.filter(({ comparison }) => has(comparison));
  return those.length > 0 ? those : all;
}

function matched({ cluster, comparison }: Candidate, certainty: Match['certainty'], because: string): Match {
  return { cluster, certainty, because, by: alike(comparison), written: comparison.written };
}

function alike({ name, resourceGroup, tags, isModule }: Comparison): string {
  const said = [
    ...(name === 'same' ? ['name'] : name === 'fits' ? ['part of the name'] : []),
    ...(resourceGroup === 'same' ? ['resource group'] : []),
    ...(tags === 'same' ? ['tags'] : []),
    ...(isModule && name !== 'same' ? ['the name of a folder or module'] : []),
  ];
  const last = said.pop() ?? '';
  return said.length === 0 ? last : `${said.join(', ')} and ${last}`;
}
