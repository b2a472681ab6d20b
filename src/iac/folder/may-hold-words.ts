/**
 * Whether `words` can match the bytes: never false where it does, and nearly never true where it does not. Every word has one of four
 * pieces, each with a letter that is rare in texts (k or g), which a native search finds without making a text of the bytes: that is what
 * the time of a large folder goes into.
 */
export function mayHoldWords(bytes: Buffer): boolean {
  return (
    hasPiece(bytes, 'k', isPieceAtK) ||
    hasPiece(bytes, 'K', isPieceAtK) ||
    hasPiece(bytes, 'g', isPieceAtG) ||
    hasPiece(bytes, 'G', isPieceAtG)
  );
}

function hasPiece(bytes: Buffer, letter: string, isPieceAt: (bytes: Buffer, at: number) => boolean): boolean {
  const code = letter.charCodeAt(0);
  for (let at = bytes.indexOf(code); at >= 0; at = bytes.indexOf(code, at + 1)) {
    if (isPieceAt(bytes, at)) return true;
  }
  return false;
}

/** "aks", "kuben", "kuber", "rkp", "rk_p" and "rk-p". */
function isPieceAtK(bytes: Buffer, at: number): boolean {
  const before = lower(bytes, at - 1);
  const after = lower(bytes, at + 1);
  if (after === 's') return before === 'a';
  if (after === 'u')
    return lower(bytes, at + 2) === 'b' && lower(bytes, at + 3) === 'e' && isNorR(lower(bytes, at + 4));
  return before === 'r' && (after === 'p' || (isJoint(after) && lower(bytes, at + 2) === 'p'));
}

/** "gedc", "ged-c", "groupd", "group" behind a blank of any kind and "t", and "gert". */
function isPieceAtG(bytes: Buffer, at: number): boolean {
  const next = lower(bytes, at + 1);
  if (next === 'r') return isGroup(bytes, at);
  if (next === 'e' && lower(bytes, at + 2) === 'r') return lower(bytes, at + 3) === 't';
  if (lower(bytes, at + 1) !== 'e' || lower(bytes, at + 2) !== 'd') return false;
  const after = lower(bytes, at + 3);
  return after === 'c' || (isJoint(after) && lower(bytes, at + 4) === 'c');
}

function isGroup(bytes: Buffer, at: number): boolean {
  const isWord = lower(bytes, at + 2) === 'o' && lower(bytes, at + 3) === 'u' && lower(bytes, at + 4) === 'p';
  return isWord && (lower(bytes, at + 5) === 'd' || (isBlank(bytes, at - 1) && isBlank(bytes, at + 5)));
}

function isBlank(bytes: Buffer, at: number): boolean {
  return /^\s$/.test(lower(bytes, at));
}

function isNorR(letter: string): boolean {
  return letter === 'n' || letter === 'r';
}

function isJoint(sign: string): boolean {
  return sign === '-' || sign === '_';
}

function lower(bytes: Buffer, at: number): string {
  return letters[bytes[at] ?? 0] ?? '';
}

const letters = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code).toLowerCase());
