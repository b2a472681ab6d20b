import type { SourceText } from './place.ts';

/** The text of a file. Line breaks are those of editors: LF, CRLF, or CR alone. */
export function sourceText(file: string, text: string): SourceText {
  let starts: number[] | undefined;
  return {
    file,
    text,
    placeAt(offset) {
      starts ??= lineStarts(text);
      const line = lastAtMost(starts, offset);
      return { file, line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
    },
  };
}

/** A stretch of an embedded text that is written, character by character, from `start` of the text around it. */
export interface Piece {
  readonly text: string;
  readonly start: number;
}

/** A script inside another file, without its indentation or quotes: its places are those of the file. */
export function embeddedText(outer: SourceText, pieces: readonly Piece[]): SourceText {
  const offsets: number[] = [];
  let length = 0;
  for (const piece of pieces) {
    offsets.push(length);
    length += piece.text.length;
  }
  return {
    file: outer.file,
    text: pieces.map((piece) => piece.text).join(''),
    placeAt(offset) {
      const index = lastAtMost(offsets, offset);
      const piece = pieces[index];
      return outer.placeAt(piece === undefined ? 0 : piece.start + offset - (offsets[index] ?? 0));
    },
  };
}

/** The same places under another text of the same length, such as one whose placeholders were masked. */
export function withText(source: SourceText, text: string): SourceText {
  if (text.length !== source.text.length) throw new Error(`${source.file}: a masked text must keep its length.`);
  return { file: source.file, text, placeAt: (offset) => source.placeAt(offset) };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + lineBreak.length);
  return starts;
}

function lastAtMost(sorted: readonly number[], wanted: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
