import type { ClusterClaim } from '../judge/claim.ts';
import type { Place } from '../text/place.ts';
import { piecesFit, textsOf } from '../value/pieces.ts';
import type { Pieces } from '../value/value.ts';
import type { RunningCluster } from './running-cluster.ts';

/** `same`: written out and equal; `fits`: equal as far as it is known; `open`: the code does not tell; `differs`: another. */
type Likeness = 'same' | 'fits' | 'open' | 'differs';

/** A name as the code writes it, and where. */
export interface WrittenName {
  readonly pieces: Pieces;
  readonly at: Place;
}

/** What of a cluster in code and one that runs is alike. Letter case says nothing, as in Azure. */
export interface Comparison {
  readonly name: Exclude<Likeness, 'differs'>;
  /** The name that is alike. */
  readonly written: WrittenName | undefined;
  readonly resourceGroup: Exclude<Likeness, 'differs'>;
  /** `same`: the cluster has every tag that the code sets, and there is one; `differs`: one of them has another value there. */
  readonly tags: 'same' | 'open' | 'differs';
  /** Whether a folder or module on the way to the code is called like the cluster. */
  readonly isModule: boolean;
}

/** @returns how alike a running cluster is; undefined for one that has another name or resource group */
export function clusterComparison(
  claim: ClusterClaim,
  names: readonly WrittenName[],
): (cluster: RunningCluster) => Comparison | undefined {
  const groups = textsOf(claim.cluster?.resourceGroup);
  const modules = new Set(modulesOf(claim));
  const tags = Object.entries(claim.cluster?.tags ?? {});
  return (cluster) => {
    const { likeness, written } = nameLikeness(names, cluster.name);
    if (likeness === 'differs') return undefined;
    const resourceGroup = nameLikeness(groups, cluster.resourceGroup).likeness;
    if (resourceGroup === 'differs') return undefined;
    return {
      name: likeness,
      written,
      resourceGroup,
      tags: tagLikeness(tags, cluster.tags),
      isModule: modules.has(asModule(cluster.name)),
    };
  };
}

function nameLikeness(names: readonly WrittenName[], actual: string) {
  const fitting = names.filter(({ pieces }) => piecesFit(pieces, actual));
  const same = fitting.find(({ pieces }) => pieces.length === 1);
  if (same !== undefined) return { likeness: 'same', written: same } as const;
  const partly = fitting.find(({ pieces }) => pieces.some((piece) => piece !== ''));
  if (partly !== undefined) return { likeness: 'fits', written: partly } as const;
  const isOpen = names.length === 0 || fitting.length > 0;
  return { likeness: isOpen ? 'open' : 'differs', written: undefined } as const;
}

/** The names of tags compare without case, their values with. */
function tagLikeness(
  inCode: readonly (readonly [name: string, value: string])[],
  actual: Readonly<Record<string, string>>,
): Comparison['tags'] {
  const known = new Map(Object.entries(actual).map(([name, value]) => [name.toLowerCase(), value]));
  const compared = inCode.map(([name, value]) => {
    const there = known.get(name.toLowerCase());
    return there === undefined ? 'open' : there === value ? 'same' : 'differs';
  });
  if (compared.includes('differs')) return 'differs';
  return compared.length > 0 && compared.every((each) => each === 'same') ? 'same' : 'open';
}

/** The folders and module blocks on the way to the code, and its file. */
function modulesOf({ at, subject, cluster }: ClusterClaim): string[] {
  const files = [at, ...(cluster?.calledAt ?? [])].map(({ file }) => file.replace(/\.\w+$/, ''));
  return [...files.flatMap((file) => file.split('/')), ...subject.split('.')].map(asModule);
}

function asModule(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}
