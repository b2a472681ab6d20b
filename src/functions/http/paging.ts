import { z } from 'zod';
import type { AppServices } from '../app-services.ts';
import { publicAddress } from './public-address.ts';
import { platformParameters } from './read-query.ts';

/** How many of a list one answer holds. */
export const topSchema = z.coerce.number().int().min(1).max(500).default(100).meta({ description: 'Items of a page.' });

/** A page of a list, as every route that lists answers. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({ value: z.array(item), nextLink: z.string().optional() });
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Whether more follows. */
  readonly hasMore: boolean;
}

export async function takePage<T>(items: AsyncIterable<T>, top: number): Promise<Page<T>> {
  const taken: T[] = [];
  for await (const item of items) {
    if (taken.length === top) return { items: taken, hasMore: true };
    taken.push(item);
  }
  return { items: taken, hasMore: false };
}

/** The address of the next page: this one's with the changes, and without a function key. */
export function nextLink(
  services: Pick<AppServices, 'url'>,
  url: URL,
  changes: Readonly<Record<string, string>>,
): string {
  const next = new URL(url);
  for (const name of platformParameters) next.searchParams.delete(name);
  for (const [name, value] of Object.entries(changes)) next.searchParams.set(name, value);
  return publicAddress(services, next);
}
