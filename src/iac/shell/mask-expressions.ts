import type { Place, SourceText } from '../text/place.ts';
import { withText } from '../text/source-text.ts';
import type { Value } from '../value/value.ts';

/** The expressions of Azure Pipelines and of GitHub workflows: `${{ … }}`, `$(name)`, `$[ … ]`. The text inside is one of the groups. */
export const pipelineExpressions = /\$\{\{\s*([^}]*?)\s*\}\}|\$\(([\w.-]+)\)|\$\[\s*([^\]]*?)\s*\]/g;

/** Marks that a shell's parser would take for its own, and that stand for something even where it is not known what. */
const foreign = /\{\{/;

/**
 * Puts words of the same length in place of the expressions of what a script stands in, since a shell's parser would take them for its own,
 * and tells what each word stands for.
 * @param meaningOf what an expression is; undefined where it is none of theirs
 */
export function maskExpressions(
  source: SourceText,
  expressions: RegExp,
  meaningOf: (expression: string, at: Place) => Value | undefined,
): { readonly source: SourceText; readonly words: Map<string, Value> } {
  const words = new Map<string, Value>();
  let count = 0;
  let text = '';
  let end = 0;
  for (const match of source.text.matchAll(expressions)) {
    const [written, ...groups] = match;
    const value = meaningOf(groups.find((group) => group !== undefined) ?? '', source.placeAt(match.index));
    if (value === undefined && !foreign.test(written)) continue;
    count += 1;
    const word = `X${count}`.padEnd(written.length, '_').slice(0, written.length);
    if (value !== undefined) words.set(word, value);
    text += source.text.slice(end, match.index) + word;
    end = match.index + written.length;
  }
  return { source: withText(source, text + source.text.slice(end)), words };
}
