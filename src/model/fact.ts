/**
 * Something read about a cluster: known, or not known with a reason a person can act on (which call, which resource, what was
 * answered). A fact that is not known is never treated as empty.
 */
export type Fact<T> = KnownFact<T> | UnknownFact<T>;

export interface KnownFact<T> {
  readonly known: true;
  readonly value: T;
}

export interface UnknownFact<T = never> {
  readonly known: false;
  readonly reason: string;
  /** What was read of a list all the same: enough to find something wrong in it, never to find nothing. */
  readonly part?: T;
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
  if (fact.known) return known(change(fact.value));
  return fact.part === undefined ? unread(fact) : { ...unread(fact), part: change(fact.part) };
}

/** The same reason for a fact about something else. */
export function unread({ known: isKnown, reason, asked }: UnknownFact<unknown>): UnknownFact {
  return { known: isKnown, reason, ...(asked === undefined ? {} : { asked }) };
}

/** Known only when every one is; the reason is the first one's that is not, and the others are kept, and their parts, as what was read. */
export function allKnown<T>(facts: Iterable<Fact<T>>): Fact<T[]> {
  const all = [...facts];
  const values = all.flatMap((fact) => {
    const read = partOf(fact);
    return read === undefined ? [] : [read];
  });
  const gap = all.find((fact) => !fact.known);
  if (gap === undefined || gap.known) return known(values);
  return values.length === 0 ? unread(gap) : { ...unread(gap), part: values };
}

/** A fact that rests on another: with a part of the one, a part of the other. */
export function chainFact<T, U>(fact: Fact<T>, next: (value: T) => Fact<U>): Fact<U> {
  if (fact.known) return next(fact.value);
  const part = fact.part === undefined ? undefined : partOf(next(fact.part));
  return part === undefined ? unread(fact) : { ...unread(fact), part };
}

/** All of it, or the part that was read; undefined where nothing was. */
export function partOf<T>(fact: Fact<T>): T | undefined {
  return fact.known ? fact.value : fact.part;
}

/** The value, or undefined where it is not known: for arithmetic that answers null rather than guesses. */
export function valueIfKnown<T>(fact: Fact<T>): T | undefined {
  return fact.known ? fact.value : undefined;
}
