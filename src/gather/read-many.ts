import { allKnown, type Fact, mapFact } from '../model/fact.ts';
import { type FactsById, factAbout } from './azure-source.ts';

export type ReadMany<T> = (ids: readonly string[]) => Promise<FactsById<T>>;

export async function readOne<T>(read: ReadMany<T>, id: string): Promise<Fact<T>> {
  return factAbout(await read([id]), id);
}

/** The lists of several places as one. */
export async function readAll<T>(read: ReadMany<readonly T[]>, ids: readonly string[]): Promise<Fact<readonly T[]>> {
  const facts = await read(ids);
  return mapFact(allKnown(ids.map((id) => factAbout(facts, id))), (lists) => lists.flat());
}
