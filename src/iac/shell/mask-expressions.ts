import type { Place, SourceText } from '../text/place.ts';
import { withText } from '../text/source-text.ts';
import { concatenated } from '../value/evaluate.ts';
import { scalar, type Value } from '../value/value.ts';

/** What stands for the expressions of the file that a script is in: each masking word with what it means. */
export type MaskedWords = ReadonlyMap<string, Value>;

/** Marks that a shell's parser would take for its own, and that stand for something even where it is not known what. */
const foreign = /\{\{/;

/**
 * Puts words of the same length in place of the expressions of what a script stands in, since a shell's parser would take them for its own,
 * and tells what each word stands for.
 * @param meaningOf what an expression is, given as it is written; undefined where it is none of theirs
 */
export function maskExpressions(
  source: SourceText,
  expressions: RegExp,
  meaningOf: (written: string, at: Place) => Value | undefined,
): { readonly source: SourceText; readonly words: MaskedWords } {
  const words = new Map<string, Value>();
  let count = 0;
  let text = '';
  let end = 0;
  for (const { 0: written, index } of source.text.matchAll(expressions)) {
    const value = meaningOf(written, source.placeAt(index));
    if (value === undefined && !foreign.test(written)) continue;
    count += 1;
    const word = `X${count}`.padEnd(written.length, '_').slice(0, written.length);
    if (value !== undefined) words.set(word, value);
    text += source.text.slice(end, index) + word;
    end = index + written.length;
  }
  return { source: withText(source, text + source.text.slice(end)), words };
}

/** A word of a masked script, alone or inside a longer text, as what it stands for. */
export function unmasked(text: string, at: Place, words: MaskedWords): Value {
  const whole = words.get(text);
  if (whole !== undefined || words.size === 0) return whole ?? scalar(text, at);
  const parts = text.split(/(X\d+_*)/).filter((part) => part !== '');
  return parts.length < 2
    ? scalar(text, at)
    : concatenated(
        parts.map((part) => words.get(part) ?? scalar(part, at)),
        at,
      );
}
