import { truthOf } from '../value/evaluate.ts';
import { options, textOf, type Value } from '../value/value.ts';

/**
 * Whether a declaration stands: `never` under a condition that is written as false, `off` under one that is false as the code is and that
 * another value turns, `may-stand` under one that the folder does not decide.
 */
export type Presence = 'stands' | 'may-stand' | 'off' | 'never';

const fromWeakest: readonly Presence[] = ['never', 'off', 'may-stand', 'stands'];

export function isOff(presence: Presence): boolean {
  return presence === 'off' || presence === 'never';
}

/** What stands inside something else stands no more surely than that. */
export function weaker(a: Presence, b: Presence): Presence {
  return fromWeakest.indexOf(a) <= fromWeakest.indexOf(b) ? a : b;
}

/** By a condition or a count: false and 0 switch off. */
export function presenceUnder(condition: Value): Presence {
  const all = options(condition);
  const off = all.filter(({ value }) => truthOf(value) === false || textOf(value) === '0');
  if (off.length === all.length) return 'off';
  const isOpen = off.length > 0 || all.some(({ value }) => value.kind === 'unknown');
  return isOpen ? 'may-stand' : 'stands';
}
