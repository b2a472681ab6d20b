import type { Scalar } from 'yaml';
import type { SourceText } from '../text/place.ts';
import { embeddedText, type Piece } from '../text/source-text.ts';

/** A text of a YAML file with the place of each of its characters: scripts stand in such texts. */
export function yamlText({ type, range }: Scalar.Parsed, value: string, source: SourceText): SourceText {
  const [start, end] = range;
  if (type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED')
    return embeddedText(source, blockPieces(source.text.slice(start, end), start, type === 'BLOCK_FOLDED'));
  const quote = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE' ? 1 : 0;
  const isAsWritten = source.text.slice(start + quote, start + quote + value.length) === value;
  if (isAsWritten) return embeddedText(source, [{ text: value, start: start + quote }]);
  return { file: source.file, text: value, placeAt: () => source.placeAt(start) };
}

/** The lines below the indicator without their indentation; a folded text has blanks where its lines end. */
function blockPieces(written: string, start: number, isFolded: boolean): Piece[] {
  const lines = [...written.matchAll(/[^\n]*(?:\n|$)/g)].slice(1).filter(({ 0: text }) => text !== '');
  const indent = Math.min(
    ...lines.filter(({ 0: text }) => text.trim() !== '').map(({ 0: text }) => text.length - text.trimStart().length),
  );
  return lines.map(({ 0: text, index }) => {
    const cut = text.trim() === '' ? 0 : indent;
    const line = text.slice(cut);
    return {
      text: isFolded && text.trim() !== '' ? line.replace(/\r?\n$/, (end) => ' '.repeat(end.length)) : line,
      start: start + index + cut,
    };
  });
}
