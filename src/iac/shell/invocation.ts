import type { Language } from '../judge/finding.ts';
import type { Place } from '../text/place.ts';
import type { Value } from '../value/value.ts';

/** A command as a script calls it: its words, each known, one of several, or not known. */
export interface Invocation {
  readonly language: Language;
  readonly name: string;
  readonly args: readonly Value[];
  readonly at: Place;
  /** Environment variables set for this command alone. */
  readonly environment: ReadonlyMap<string, Value>;
}
