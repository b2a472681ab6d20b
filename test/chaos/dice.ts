import { createHash } from 'node:crypto';

export interface Dice {
  /** True so often, of 1. */
  happens(probability: number): boolean;
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
}

/** The throws of one who has a name of his own in a seed: what others throw meanwhile changes nothing. */
export function createDice(seed: number, name: string): Dice {
  let thrown = 0;
  const next = () => {
    thrown += 1;
    return createHash('sha256').update(`${seed}|${name}|${thrown}`).digest().readUInt32BE() / 2 ** 32;
  };
  return { happens: (probability) => next() < probability, below: (below) => Math.floor(next() * below) };
}
