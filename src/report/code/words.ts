import { codePlacesText } from '../../model/code-places-text.ts';
import type { CodeReport, IacReportFinding, JoinedCluster } from '../../model/iac-report.ts';
import type { IacVerdict } from '../../model/iac-verdict.ts';
import { counted } from '../../words/words.ts';

/** How a verdict on code is said to a person, and how grave it is where outputs know three levels. */
export const codeVerdictWords: Readonly<
  Record<IacVerdict, { readonly says: string; readonly level: 'error' | 'warning' | 'note' }>
> = {
  'destroys-cluster': { says: 'destroys the cluster', level: 'error' },
  'undoes-migration': { says: 'undoes a migration', level: 'error' },
  'creates-kubenet': { says: 'creates kubenet', level: 'error' },
  'may-create-kubenet': { says: 'may create kubenet', level: 'warning' },
  'kubenet-by-default': { says: 'kubenet by default', level: 'error' },
  migrates: { says: 'migrates', level: 'note' },
  unknown: { says: 'unknown', level: 'warning' },
  'allows-kubenet': { says: 'allows kubenet', level: 'note' },
  'not-aks': { says: 'not AKS', level: 'note' },
  'mention-only': { says: 'mention only', level: 'note' },
};

const clustersShown = 3;

/** Which clusters of the audit a place made; empty without one, and where the place declares none or its text names them already. */
export function clustersText({ clusters, declares, verdict }: IacReportFinding): string {
  const isAboutOne = verdict === 'destroys-cluster' || verdict === 'undoes-migration';
  if (clusters === undefined || declares.length === 0 || isAboutOne) return '';
  if (clusters.length === 0) return 'No cluster of the audit was found to be made by it.';
  const told = clusters
    .slice(0, clustersShown)
    .map(({ name, certainty, by, because }) =>
      certainty === 'certain' ? `${name} (by ${by})` : `likely ${name} (by ${by}: ${because})`,
    );
  const more = clusters.length - clustersShown;
  return `${clusters.length === 1 ? 'Its cluster' : 'Its clusters'}: ${[...told, ...(more > 0 ? [`and ${more} more`] : [])].join(', ')}.`;
}

/** A joined cluster in sentences, with its places. */
export function joinedText(cluster: Pick<JoinedCluster, 'says' | 'writtenAt' | 'calledAt'>): string {
  const places = codePlacesText(cluster);
  return places === '' ? cluster.says : `${cluster.says} See ${places}.`;
}

/** `infra/main.tf:12`; the file alone where no line is known. */
export function placeText({ file, line }: { readonly file: string; readonly line: number | null }): string {
  return line === null ? file : `${file}:${line}`;
}

/** Everything about the code in short: `codeSumText`, and `codeOfClustersText` where there is a join. */
export function codeInShort(report: Pick<CodeReport, 'summary' | 'clusters'>): string {
  return [codeSumText(report), codeOfClustersText(report)].filter(Boolean).join(' ');
}

/** In a sentence: how much was looked at, and what was found. */
function codeSumText({ summary }: Pick<CodeReport, 'summary'>): string {
  const said = Object.entries(summary.verdicts).filter(([, count]) => count > 0);
  const found =
    said.length === 0 ? 'nothing was found' : said.map(([verdict, count]) => `${count} ${verdict}`).join(', ');
  const waived = summary.waived > 0 ? `; ${summary.waived} waived` : '';
  const gaps =
    summary.notRead > 0
      ? ` ${counted(summary.notRead, 'place')} could not be read whole: nothing follows from their silence.`
      : '';
  return `Of ${counted(summary.filesLookedAt, 'file')} ${summary.filesRead} may have to do with AKS: ${found}${waived}.${gaps}`;
}

/** In a sentence: how many kubenet clusters have code; empty without a join or without clusters. */
function codeOfClustersText({ clusters = [] }: Pick<CodeReport, 'clusters'>): string {
  const onKubenet = clusters.filter(({ networkPlugin }) => networkPlugin?.toLowerCase() === 'kubenet');
  if (onKubenet.length === 0) return '';
  const count = (certainty: JoinedCluster['certainty']) =>
    onKubenet.filter((each) => each.certainty === certainty).length;
  return `Of ${counted(onKubenet.length, 'kubenet cluster')} the code of ${count('certain')} was found, of ${count('likely')} likely, of ${count(null)} not.`;
}

/** Clusters that the code would destroy or ask to be on kubenet again. */
export function clustersAtRisk({ clusters = [] }: Pick<CodeReport, 'clusters'>): JoinedCluster[] {
  return clusters.filter(({ state }) => state === 'destroys' || state === 'undoes');
}
