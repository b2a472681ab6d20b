import type { CatalogueEntry, ReportHead } from '../model/report.ts';
import { type Html, html } from './html-escape.ts';

/** The Azure portal, where reports link to resources; the sovereign clouds have their own. */
export const publicPortalUrl = 'https://portal.azure.com';

/** `#cluster-<key>`: where an alert's link lands. */
export function clusterAnchor(key: string): string {
  return `#${encodeURIComponent(clusterElementId(key))}`;
}

/** `#runbook-<key>`: the cluster's page, with its runbook open. */
export function runbookAnchor(key: string): string {
  return `#${encodeURIComponent(runbookElementId(key))}`;
}

export function runbookElementId(key: string): string {
  return `runbook-${key.toWellFormed()}`;
}

export function clusterElementId(key: string): string {
  return `cluster-${key.toWellFormed()}`;
}

/** The resource's page in the portal; the id alone where it is no id that the portal could open. */
export function resourceLink(id: string, portalUrl: string, text: string): Html {
  if (!/^\/subscriptions\/[^/]+/i.test(id)) return html`<bdi>${text}</bdi>`;
  const address = `${portalUrl.replace(/\/+$/, '')}/#@/resource${encodeURI(id.toWellFormed())}`;
  return html`<a href="${address}" rel="noreferrer noopener"><bdi>${text}</bdi></a>`;
}

/** `routeTables/rt-shop`, `node aks-apps-123-vmss00000a`: what a person calls the resource. */
export function shortResourceName(id: string): string {
  const [, scaleSet, instance] = /\/virtualMachineScaleSets\/([^/]+)\/virtualMachines\/(\d+)$/i.exec(id) ?? [];
  // AKS names a node by its scale set and the instance's number in base 36.
  if (scaleSet !== undefined) return `node ${scaleSet}${Number(instance).toString(36).padStart(6, '0')}`;
  return id.split('/').slice(-2).join('/');
}

/** A catalogue may come from a file: only its own keys count. */
export function ownEntry(catalogue: NonNullable<ReportHead['catalogue']>, code: string): CatalogueEntry | undefined {
  return Object.hasOwn(catalogue, code) ? catalogue[code] : undefined;
}

/** A check's code, linked to its texts in the page where it has some there. */
export function codeLink(code: string, entry: CatalogueEntry | undefined): Html {
  return entry === undefined ? codeText(code) : html`<a href="${checkAnchor(code)}">${codeText(code)}</a>`;
}

export function codeText(code: string): Html {
  return html`<code><bdi>${code}</bdi></code>`;
}

/** `#check-RT-004`. */
function checkAnchor(code: string): string {
  return `#${encodeURIComponent(checkElementId(code))}`;
}

export function checkElementId(code: string): string {
  return `check-${code.toWellFormed()}`;
}

const surenessWords = {
  documented: 'documented',
  source: 'read in source code',
  reported: 'reported by users',
  inferred: 'inferred',
} as const;

/** Where a rule comes from, each with how sure it is. */
export function sourceLinks(sources: CatalogueEntry['sources']): Html[] {
  return sources.map(({ title, url, sure }, index) => {
    const name = /^https:\/\//i.test(url)
      ? html`<a href="${url}" rel="noreferrer noopener"><bdi>${title}</bdi></a>`
      : html`<bdi>${title}</bdi>`;
    return html`${index === 0 ? null : '; '}${name} (${surenessWords[sure]})`;
  });
}
