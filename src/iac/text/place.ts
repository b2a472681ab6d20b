/** Where something is written. `line` and `column` count from 1, as editors and SARIF do; `file` is relative to the scanned folder, with slashes. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Text that knows where each of its characters is written: a file, or a script inside one. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  placeAt(offset: number): Place;
}

/** In the order a reader meets them. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
