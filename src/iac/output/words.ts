import type { IacReportFinding } from '../iac-report.ts';
import type { IacVerdict } from '../judge/verdict.ts';

/** How a verdict is said to a person, and how grave it is where outputs know three levels. */
export const verdictWords: Readonly<
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
  if (
    clusters === undefined ||
    declares.length === 0 ||
    verdict === 'destroys-cluster' ||
    verdict === 'undoes-migration'
  )
    return '';
  if (clusters.length === 0)
    return 'It made no cluster of the audit, as far as its name, resource group and tags tell.';
  const told = clusters
    .slice(0, clustersShown)
    .map(({ name, certainty, by, because }) =>
      certainty === 'certain' ? `${name} (told by the ${by})` : `likely ${name} (told by the ${by}; ${because})`,
    );
  const more = clusters.length - clustersShown;
  return `Its cluster: ${[...told, ...(more > 0 ? [`and ${more} more`] : [])].join(', ')}.`;
}
