import type { Language } from '../judge/finding.ts';
import type { SourceText } from '../text/place.ts';
import type { Value } from '../value/value.ts';
import type { MaskedWords } from './mask-expressions.ts';

/** A script as it is read: without the expressions of the file it stands in, and with what it begins with. */
export interface ShellScript {
  /** Masked. */
  readonly source: SourceText;
  /** As it stands in its file. */
  readonly written: SourceText;
  readonly words: MaskedWords;
  /** The values of variables before its first command. */
  readonly variables: ReadonlyMap<string, Value>;
  readonly language: Language;
}
