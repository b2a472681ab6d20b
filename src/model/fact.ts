/**
 * Something read about a cluster: known, or not known with a reason a person can act on (which call, which resource, what was
 * answered). A fact that is not known is never treated as empty.
 */
export type Fact<T> = KnownFact<T> | UnknownFact;

export interface KnownFact<T> {
  readonly known: true;
  readonly value: T;
}

export interface UnknownFact {
  readonly known: false;
  readonly reason: string;
  /** False where nobody asked for it: its checks are `notRun` then, and nothing failed. */
  readonly asked?: false;
}

export function known<T>(value: T): KnownFact<T> {
  return { known: true, value };
}

export function notKnown(reason: string): UnknownFact {
  return { known: false, reason };
}

/** @param reason how it would be asked for */
export function notAsked(reason: string): UnknownFact {
  return { known: false, reason, asked: false };
}

export function wasNotAsked(fact: Fact<unknown>): boolean {
  return !fact.known && fact.asked === false;
}

export function mapFact<T, U>(fact: Fact<T>, change: (value: T) => U): Fact<U> {
  return fact.known ? known(change(fact.value)) : fact;
}

/** Known only when every part is; the reason is the first part's that is not. */
export function allKnown<T>(facts: Iterable<Fact<T>>): Fact<T[]> {
  const values: T[] = [];
  for (const fact of facts) {
    if (!fact.known) return fact;
    values.push(fact.value);
  }
  return known(values);
}

/** The value, or undefined where it is not known: for arithmetic that answers null rather than guesses. */
export function valueIfKnown<T>(fact: Fact<T>): T | undefined {
  return fact.known ? fact.value : undefined;
}
