import type { ClusterClaim } from './judge/claim.ts';
import type { IacFinding } from './judge/finding.ts';
import { graverOf, type IacVerdict } from './judge/verdict.ts';
import { comparePlaces, type Place } from './text/place.ts';

/** What all readings say of a line. */
export interface LineFinding extends Omit<IacFinding, 'verdict' | 'cluster'> {
  readonly verdict: IacVerdict;
  /** Every cluster that is declared by it: a module's line may make several. */
  readonly claims: readonly ClusterClaim[];
}

/** One finding a line: what several readings say of it becomes the gravest, with every value and use. In the order of the files. */
export function mergeFindings(findings: readonly IacFinding[]): LineFinding[] {
  const spoken = findings.flatMap(({ cluster, verdict, ...rest }): LineFinding[] =>
    verdict === 'other-network' ? [] : [{ ...rest, verdict, claims: cluster === undefined ? [] : [cluster] }],
  );
  const byLine = Map.groupBy(spoken, ({ at }) => JSON.stringify([at.file, at.line]));
  const merged = [...byLine.values()].map((those) => those.reduce(together));
  return oneNotAks(merged.sort((a, b) => comparePlaces(a.at, b.at)));
}

/** That a file is about another Kubernetes is said once, with its other lines as uses. */
function oneNotAks(sorted: readonly LineFinding[]): LineFinding[] {
  return sorted.flatMap((finding) => {
    if (finding.verdict !== 'not-aks') return [finding];
    const those = sorted.filter(({ at, verdict }) => verdict === 'not-aks' && at.file === finding.at.file);
    return those[0] === finding ? [{ ...finding, usedAt: those.slice(1).map(({ at }) => at) }] : [];
  });
}

function together(a: LineFinding, b: LineFinding): LineFinding {
  const graver = graverOf(a.verdict, b.verdict) === a.verdict ? a : b;
  return {
    ...graver,
    values: [...new Set([...a.values, ...b.values])],
    usedAt: distinct([...a.usedAt, ...b.usedAt]),
    claims: [...new Set([...graver.claims, ...a.claims, ...b.claims])],
  };
}

function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()].sort(comparePlaces);
}
