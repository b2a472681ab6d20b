import type { LinkCell } from './sheet.ts';

/** The longest address that Excel opens. */
const longestAddress = 2_079;

/** A resource in the portal; the text alone where the id is none that the portal could open. */
export function resourceCell(text: string, id: string, portalUrl: string): LinkCell {
  if (!/^\/subscriptions\/[^/]+/i.test(id)) return { text, address: undefined };
  return webCell(text, `${portalUrl.replace(/\/+$/, '')}/#@/resource${encodeURI(id.toWellFormed())}`);
}

/** The text, opening the address where that is one of the web. */
function webCell(text: string, address: string): LinkCell {
  const opens = /^https:\/\//i.test(address) && URL.canParse(address) && address.length <= longestAddress;
  return { text, address: opens ? address : undefined };
}
