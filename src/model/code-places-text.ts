import type { ClusterCode } from './iac-report.ts';

const placesShown = 5;

/** `infra/main.tf:12, through the module block at envs/prod/main.tf:3`; empty where no code was found. */
export function codePlacesText({ writtenAt, calledAt }: Pick<ClusterCode, 'writtenAt' | 'calledAt'>): string {
  if (writtenAt.length === 0) return '';
  const called = calledAt.length === 0 ? '' : `, through the module block at ${listed(calledAt)}`;
  return `${listed(writtenAt)}${called}`;
}

function listed(places: ClusterCode['writtenAt']): string {
  const shown = places.slice(0, placesShown).map(({ file, line }) => `${file}:${line}`);
  const more = places.length - placesShown;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
