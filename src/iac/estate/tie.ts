import type { IacReportFinding } from '../../model/iac-report.ts';
import type { ClusterClaim } from '../judge/claim.ts';
import type { Place } from '../text/place.ts';
import type { Consequence } from './consequence.ts';
import type { Match } from './match-clusters.ts';

/** A cluster that code declares, with what was found of it. */
export interface Declaration {
  readonly claim: ClusterClaim;
  /** Empty for a cluster with another network. */
  readonly findings: readonly IacReportFinding[];
  /** How the report names a file of the claim's folder. */
  readonly named: (file: string) => string;
}

/** A declaration that a running cluster has, certainly or likely. */
export interface Tie extends Match {
  readonly declaration: Declaration;
  /** Undefined where the declaration has none. */
  readonly finding: IacReportFinding | undefined;
  readonly consequence: Consequence;
}

/** Where the cluster's network is written: what was found of it, else its declaration. */
export function writtenAt({ declaration: { claim, named }, finding }: Tie): Place {
  if (finding !== undefined) return { file: finding.file, line: finding.line, column: finding.column };
  return namedPlace(claim.pluginAt ?? claim.at, named);
}

/** Where the change has to be made. */
export function changeAt(tie: Tie): Place {
  const { at } = tie.consequence;
  return tie.finding !== undefined && at === undefined
    ? writtenAt(tie)
    : namedPlace(at ?? tie.declaration.claim.at, tie.declaration.named);
}

export function namedPlace({ file, line, column }: Place, named: Declaration['named']): Place {
  return { file: named(file), line, column };
}
