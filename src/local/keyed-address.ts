import type { FunctionsHost } from '../../functions-host/start-functions-host.ts';

/** A route of the app with the key that opens it. */
export function keyedAddress({ url, functionKey }: Pick<FunctionsHost, 'url' | 'functionKey'>, path: string): string {
  const address = new URL(path, url);
  address.searchParams.set('code', functionKey);
  return address.href;
}
