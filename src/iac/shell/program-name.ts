import { options, textOf, type Value } from '../value/value.ts';
import { commandName } from './launchers.ts';

/** The program that a word calls: where the word is not known, or can be `az`, what stands behind it tells. */
export function programName(called: Value | undefined, args: readonly Value[]): string {
  const own = textOf(called);
  if (own !== undefined || called === undefined) return own ?? '';
  const can = options(called);
  const isAzure = can.some(({ value }) => commandName(textOf(value) ?? '') === 'az');
  const isOpen = can.some(({ value }) => value.kind === 'unknown');
  const [group, verb] = args.slice(0, 2).map((arg) => textOf(arg)?.toLowerCase());
  const saysAks = group === 'aks' && (verb === 'create' || verb === 'update');
  return isAzure || (isOpen && saysAks) ? 'az' : '';
}
