import type { Place } from '../text/place.ts';
import { sourceText } from '../text/source-text.ts';

/** Copies whose clusters can be told apart in a snapshot, which knows no places. */
export interface MarkedClusters {
  readonly texts: ReadonlyMap<string, string>;
  /** Where a cluster with this API version is declared, and by which symbolic name. */
  readonly declared: ReadonlyMap<string, { readonly at: Place; readonly symbol: string }>;
}

const declaration = /(\bresource[ \t]+(\w+)[ \t]+'Microsoft\.ContainerService\/managedClusters@)([^'\n]*)'/gi;
const firstYear = 1000;
const lastYear = 1999;

/**
 * Gives every cluster that is declared an API version of its own, of a year in which there was none: the compiler has no types for it, works
 * it out all the same, and repeats it in its snapshot.
 */
export function markedClusters(texts: ReadonlyMap<string, string>): MarkedClusters {
  const declared = new Map<string, { at: Place; symbol: string }>();
  const marked = [...texts].map(([file, text]): [string, string] => {
    if (!file.endsWith('.bicep')) return [file, text];
    const source = sourceText(file, text);
    const replaced = text.replace(declaration, (whole, before: string, symbol: string, _: string, offset: number) => {
      const year = firstYear + declared.size;
      if (year > lastYear) return whole;
      declared.set(`${year}-01-01`, { at: source.placeAt(offset), symbol });
      return `${before}${year}-01-01'`;
    });
    return [file, replaced];
  });
  return { texts: new Map(marked), declared };
}
