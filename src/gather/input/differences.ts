/** What a parsed resource states, by the path of each value in it: an empty text states nothing. Texts compare without case, as Azure's do. */
export function statedIn(value: unknown, path = '', stated = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined || value === '') return stated;
  if (typeof value !== 'object') return stated.set(path, String(value));
  for (const [name, each] of Object.entries(value)) {
    statedIn(each, path === '' ? name : `${path}.${name}`, stated);
  }
  return stated;
}

/** Where two accounts of one resource part first; a side that does not state it is undefined. */
export interface Difference {
  readonly path: string;
  readonly used: string | undefined;
  readonly left: string | undefined;
}

/** A contradiction before something that only one of them states. Undefined where they say the same. */
export function differenceOf(
  used: ReadonlyMap<string, string>,
  left: ReadonlyMap<string, string>,
): Difference | undefined {
  const paths = [...new Set([...used.keys(), ...left.keys()])];
  const differing = paths.filter((path) => used.get(path)?.toLowerCase() !== left.get(path)?.toLowerCase());
  const path = differing.find((each) => used.has(each) && left.has(each)) ?? differing[0];
  return path === undefined ? undefined : { path, used: shortened(used.get(path)), left: shortened(left.get(path)) };
}

const longestShown = 80;

function shortened(value: string | undefined): string | undefined {
  return value === undefined || value.length <= longestShown ? value : `${value.slice(0, longestShown)}…`;
}
