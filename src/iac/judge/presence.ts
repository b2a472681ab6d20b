import { truthOf } from '../value/evaluate.ts';
import { options, textOf, type Value } from '../value/value.ts';

/** Whether a declaration stands: `off` under a condition that is false as the code is, `may-stand` under one that the folder does not decide. */
export type Presence = 'stands' | 'may-stand' | 'off';

const fromWeakest: readonly Presence[] = ['off', 'may-stand', 'stands'];

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
