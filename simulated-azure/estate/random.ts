/** A source of repeatable values: the same seed gives the same sequence on every machine. */
export interface Random {
  /** A whole number from 0 up to, not including, `limit` (at most 2^32). */
  int(limit: number): number;
  /** `length` decimal digits, the first of them not 0, as AKS puts into the names of its resources. */
  digits(length: number): string;
  hex(length: number): string;
  /** A version 4 UUID. */
  guid(): string;
}

/** FNV-1a, 32 bits: spreads similar seeds (`contoso/a`, `contoso/b`) well enough for names and ids. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

/** mulberry32 (public domain, Tommy Ettinger), started from the hash of `seed`. */
export function createRandom(seed: string): Random {
  let state = hash(seed);

  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (limit: number): number => Math.floor(next() * limit);
  const text = (length: number, alphabet: string): string =>
    Array.from({ length }, () => alphabet.charAt(int(alphabet.length))).join('');
  const hex = (length: number): string => text(length, '0123456789abcdef');

  return {
    int,
    hex,
    digits: (length) => text(1, '123456789') + text(length - 1, '0123456789'),
    guid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${text(1, '89ab')}${hex(3)}-${hex(12)}`,
  };
}
