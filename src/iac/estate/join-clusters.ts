import type { IacReportFinding, JoinedCluster } from '../../model/iac-report.ts';
import { iacVerdicts } from '../judge/verdict.ts';
import { textsOf } from '../value/pieces.ts';
import { type Consequence, consequenceOf } from './consequence.ts';
import { joinedCluster } from './joined-cluster.ts';
import { matchClusters } from './match-clusters.ts';
import { ownValues } from './own-values.ts';
import type { RunningCluster } from './running-cluster.ts';
import { changeAt, type Declaration, type Tie } from './tie.ts';

export interface Joined {
  /** With the clusters that each place made. */
  readonly findings: readonly IacReportFinding[];
  readonly clusters: readonly JoinedCluster[];
}

/**
 * Says of each kubenet cluster where its code is, of each place which clusters it made, and finds the code that would destroy a cluster
 * that runs, or set its migration back.
 * @param gaps how many places could not be read whole
 */
export function joinClusters(
  findings: readonly IacReportFinding[],
  declarations: readonly Declaration[],
  clusters: readonly RunningCluster[],
  gaps: number,
): Joined {
  const all = declarations.flatMap((declaration) => tiesOf(declaration, clusters));
  const byCluster = Map.groupBy(all, ({ cluster }) => cluster);
  const ties = new Map([...byCluster].map(([cluster, those]) => [cluster, surest(those)]));
  const kept = [...ties.values()].flat();
  const byFinding = Map.groupBy(kept, ({ finding }) => finding);
  return {
    findings: [
      ...findings.map((finding) => ({ ...finding, clusters: distinctClusters(byFinding.get(finding) ?? []) })),
      ...riskFindings(kept),
    ].sort(byPlace),
    clusters: clusters
      .flatMap((cluster) => joinedCluster(cluster, ties.get(cluster) ?? [], gaps))
      .sort((a, b) => states.indexOf(a.state) - states.indexOf(b.state)),
  };
}

/** What has to be looked at first. */
const states: readonly JoinedCluster['state'][] = ['destroys', 'undoes', 'moves', 'notFound', 'written'];

/** Where a cluster's name is certain somewhere, what is only like it elsewhere says nothing more. */
function surest(ties: readonly Tie[]): readonly Tie[] {
  const certain = ties.filter(({ certainty }) => certainty === 'certain');
  return certain.length > 0 ? certain : ties;
}

function tiesOf(declaration: Declaration, clusters: readonly RunningCluster[]): Tie[] {
  const { claim, named, findings } = declaration;
  const names = textsOf(claim.cluster?.name);
  const files = new Set(names.map(({ at }) => at.file));
  // Names in several files are those of several variable files: a place in one of them is of that one's cluster.
  const variants = files.size > 1 ? files : new Set<string>();
  const places = findings.length > 0 ? findings : [undefined];
  return places.flatMap((finding) => {
    const own = names.filter(({ at }) => variants.has(at.file) && named(at.file) === finding?.file);
    return matchClusters(claim, own.length > 0 ? own : names, clusters).map((match) => {
      const file = match.written?.at.file;
      const values = ownValues(file !== undefined && variants.has(file) ? file : undefined, variants);
      return { ...match, declaration, finding, consequence: consequenceOf(claim, match.cluster, values) };
    });
  });
}

function distinctClusters(ties: readonly Tie[]): NonNullable<IacReportFinding['clusters']> {
  const byId = new Map(ties.map((tie) => [tie.cluster.id, tie]));
  return [...byId.values()].map(
    ({ cluster: { id, name, networkPlugin, networkPluginMode }, certainty, by, because }) => ({
      id,
      name,
      networkPlugin,
      networkPluginMode,
      certainty,
      by,
      because,
    }),
  );
}

/** What would happen to clusters that are certainly the code's own: findings by themselves, one for each place and consequence. */
function riskFindings(ties: readonly Tie[]): IacReportFinding[] {
  const risky = ties.filter(({ certainty, consequence: { state } }) => certainty === 'certain' && state in verdicts);
  const byPlace = Map.groupBy(risky, (tie) => JSON.stringify([changeAt(tie), tie.consequence.why]));
  return [...byPlace.values()].flatMap(riskFinding);
}

const verdicts: Readonly<Partial<Record<Consequence['state'], IacReportFinding['verdict']>>> = {
  destroys: 'destroys-cluster',
  undoes: 'undoes-migration',
};

const namesShown = 3;

function riskFinding(ties: readonly Tie[]): IacReportFinding[] {
  const [first] = ties;
  const verdict = first && verdicts[first.consequence.state];
  if (first === undefined || verdict === undefined) return [];
  const clusters = distinctClusters(ties);
  const shown = clusters.slice(0, namesShown).map(({ name }) => name);
  const more = clusters.length - namesShown;
  const names = more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
  const { claim } = first.declaration;
  const each = clusters.length > 1 ? `${names}: each` : names;
  return [
    {
      ...changeAt(first),
      verdict,
      language: claim.language,
      subject: `${claim.subject}: ${names}`,
      why: `${each} ${first.consequence.why}`,
      values: [],
      usedAt: [],
      instead: first.consequence.instead,
      cluster: first.finding?.cluster ?? null,
      declares: first.finding?.declares ?? [],
      waiver: null,
      clusters,
    },
  ];
}

function byPlace(a: IacReportFinding, b: IacReportFinding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || iacVerdicts.indexOf(a.verdict) - iacVerdicts.indexOf(b.verdict);
}
