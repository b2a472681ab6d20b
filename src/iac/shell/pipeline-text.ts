import type { SourceText } from '../text/place.ts';
import { withText } from '../text/source-text.ts';
import type { Value } from '../value/value.ts';

/** What an expression of a pipeline (`$(plugin)`, `${{ matrix.plugin }}`) stands for; undefined where it is none of theirs. */
export type PipelineValue = (expression: string) => Value | undefined;

/**
 * Puts words of the same length in place of a pipeline's expressions, since a shell's parser would take them for its own, and tells what
 * each word stands for.
 */
export function maskPipeline(
  source: SourceText,
  meaningOf: PipelineValue,
): { readonly source: SourceText; readonly words: Map<string, Value> } {
  const words = new Map<string, Value>();
  let count = 0;
  const masked = source.text.replace(
    /\$\{\{\s*([^}]*?)\s*\}\}|\$\(([\w.-]+)\)|\$\[\s*([^\]]*?)\s*\]/g,
    (written, braces, parentheses, brackets) => {
      const value = meaningOf(braces ?? parentheses ?? brackets ?? '');
      if (value === undefined && braces === undefined) return written;
      count += 1;
      const word = `X${count}`.padEnd(written.length, '_').slice(0, written.length);
      if (value !== undefined) words.set(word, value);
      return word;
    },
  );
  return { source: withText(source, masked), words };
}
