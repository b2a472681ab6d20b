import { options, type Pieces, type Value } from './value.ts';

const nothingKnown: Pieces = ['', ''];

/** What is known of a text. */
export function piecesOf(value: Value): Pieces {
  if (value.kind === 'scalar') return [String(value.value)];
  return value.kind === 'unknown' ? (value.pieces ?? nothingKnown) : nothingKnown;
}

/** Of two texts, one after the other. */
export function joinedPieces(start: Value, end: Value): Pieces {
  const [before, after] = [piecesOf(start), piecesOf(end)];
  const [first, ...rest] = after;
  const head = before.slice(0, -1);
  const [top, ...middle] = [...head, `${before.at(-1)}${first}`, ...rest];
  return [top ?? '', ...middle];
}

/** Whether a text can be this, in any letter case. */
export function piecesFit(pieces: Pieces, text: string): boolean {
  const whole = text.toLowerCase();
  const [first, ...rest] = lower(pieces);
  const last = rest.pop();
  if (last === undefined) return whole === first;
  if (!whole.startsWith(first) || !whole.endsWith(last)) return false;
  const end = whole.length - last.length;
  let from = first.length;
  for (const piece of rest) {
    const at = whole.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return from <= end;
}

function lower([first, ...rest]: Pieces): [string, ...string[]] {
  return [first.toLowerCase(), ...rest.map((piece) => piece.toLowerCase())];
}

/** As a person reads it: `…-aks`. */
export function piecesText(pieces: Pieces): string {
  return pieces.join('…');
}

/** Everything a text can be, as far as it is known. */
export function textsOf(value: Value | undefined) {
  if (value === undefined) return [];
  return options(value)
    .filter(({ value: each }) => each.kind === 'scalar' || each.kind === 'unknown')
    .map(({ value: each }) => ({ pieces: piecesOf(each), at: each.at }));
}
