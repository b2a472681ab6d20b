import { type Html, html } from './escape.ts';

/** The Azure portal, where reports link to resources; the sovereign clouds have their own. */
export const publicPortalUrl = 'https://portal.azure.com';

/** `#cluster-<key>`: where an alert's link lands. */
export function clusterAnchor(key: string): string {
  return `#${encodeURIComponent(clusterElementId(key))}`;
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

/** `routeTables/rt-shop`: what a person calls the resource. */
export function shortResourceName(id: string): string {
  return id.split('/').slice(-2).join('/');
}

/** A check's code, linked to its page where that is a web address. */
export function codeLink(code: string, docs: string): Html {
  const label = html`<code><bdi>${code}</bdi></code>`;
  return /^https:\/\//i.test(docs) ? html`<a href="${docs}" rel="noreferrer noopener">${label}</a>` : label;
}
