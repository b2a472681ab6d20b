import type { AppServices } from '../app-services.ts';

/** Names that a caller can only mean this machine by. */
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The address of a page of the app as others may be sent there. The `Host` header is what a caller says, so a link is never made of
 * it: where nobody configured an address, it is a path.
 */
export function publicAddress({ url }: Pick<AppServices, 'url'>, target: URL): string {
  const path = `${target.pathname}${target.search}`;
  if (url !== undefined) return `${url}${path}`;
  return loopback.has(target.hostname) ? target.href : path;
}
