import type { OwnValues } from '../judge/said-network.ts';
import { options } from '../value/value.ts';

/** The values that arrive unless something else overrides them; in a folder with a variable file for each cluster, that file's. */
export function ownValues(file: string | undefined, variants: ReadonlySet<string>): OwnValues {
  return (value) => {
    const all = options(value);
    const effective = all.some(({ sure }) => sure) ? all.filter(({ sure }) => sure) : all;
    const inFile = effective.filter(({ value: { at } }) => at.file === file);
    const elsewhere = effective.filter(({ value: { at } }) => !variants.has(at.file));
    const left =
      file === undefined ? effective : inFile.length > 0 ? inFile : elsewhere.length > 0 ? elsewhere : effective;
    return left.map(({ value: each }) => each);
  };
}
