/** One field of an NCRONTAB expression. */
export interface FieldKind {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** English names of the values from `least` on. */
  readonly names?: readonly string[];
}

/** What a field means. `surprises`: where that is something else than it seems, in half sentences. */
export interface Field {
  readonly values: ReadonlySet<number>;
  readonly surprises: readonly string[];
}

/** What cannot be read, and why. */
export class ScheduleError extends Error {
  override readonly name = 'ScheduleError';
}

const largestInteger = 2 ** 31 - 1;

/**
 * A field as NCrontab 3.4.0 reads it, the parser of the Functions host: lists, ranges, steps, and any beginning of an English name.
 * @throws {ScheduleError}
 * @see https://github.com/atifaziz/NCrontab
 */
export function parseField(text: string, kind: FieldKind): Field {
  const values = new Set<number>();
  const surprises: string[] = [];
  for (const part of text.indexOf(',') > 0 ? text.split(',') : [text]) {
    const { first, last, step } = parsePart(part, kind, surprises);
    for (let value = first; value <= last; value += step) values.add(value);
  }
  return { values, surprises };
}

interface Part {
  readonly first: number;
  readonly last: number;
  readonly step: number;
}

function parsePart(part: string, kind: FieldKind, surprises: string[]): Part {
  const slash = part.indexOf('/');
  const every = slash > 0 ? stepOf(part.slice(slash + 1), kind) : undefined;
  const text = slash > 0 ? part.slice(0, slash) : part;
  const step = Math.max(1, every ?? 1);
  if (every !== undefined && every < 1) surprises.push(`${part} steps by one`);
  const { first, last } = rangeOf(text, every !== undefined, kind, part, surprises);
  for (const value of [first, last]) {
    if (value < kind.least || value > kind.most) {
      throw new ScheduleError(`${value} in the ${kind.name} is outside ${kind.least} to ${kind.most}`);
    }
  }
  if (first + step > last && step > 1 && first !== last) surprises.push(`${part} never reaches its first step`);
  return { first, last, step };
}

function rangeOf(
  text: string,
  isStepped: boolean,
  kind: FieldKind,
  part: string,
  surprises: string[],
): { readonly first: number; readonly last: number } {
  if (text === '*') return { first: kind.least, last: kind.most };
  const dash = text.indexOf('-');
  if (dash > 0) {
    const ends = [text.slice(0, dash), text.slice(dash + 1)].map((end) => numberOf(end, kind, surprises));
    const [first = 0, last = 0] = ends;
    if (first > last) surprises.push(`${part} runs backwards, so its ends are swapped`);
    return { first: Math.min(first, last), last: Math.max(first, last) };
  }
  const value = numberOf(text, kind, surprises);
  return { first: value, last: isStepped ? Math.max(value, kind.most) : value };
}

function stepOf(text: string, { name }: FieldKind): number {
  if (/^[+-]?\d+$/.test(text) && Math.abs(Number(text)) <= largestInteger) return Number(text);
  throw new ScheduleError(`"${text}" in the ${name} is no step`);
}

function numberOf(text: string, { name, least, most, names = [] }: FieldKind, surprises: string[]): number {
  if (/^\d+$/.test(text) && Number(text) <= largestInteger) return Number(text);
  const beginning = text.toLowerCase();
  const fitting = names.filter((each) => beginning !== '' && each.toLowerCase().startsWith(beginning));
  const [first] = fitting;
  if (first === undefined) {
    const or = names.length > 0 ? ' or an English name' : '';
    throw new ScheduleError(`"${text}" in the ${name} is no number from ${least} to ${most}${or}`);
  }
  if (fitting.length > 1) surprises.push(`${text} is ${first}, the first name that begins so`);
  return least + names.indexOf(first);
}

/** As NCrontab writes it: `*` for every value, ranges for neighbours. */
export function fieldText({ values }: Field, { least, most }: FieldKind): string {
  const sorted = [...values].sort((a, b) => a - b);
  const runs: string[] = [];
  for (let at = 0; at < sorted.length; ) {
    const first = sorted[at] ?? 0;
    let last = first;
    while (values.has(last + 1)) last += 1;
    if (first === least && last === most) return '*';
    runs.push(first === last ? `${first}` : `${first}-${last}`);
    at += last - first + 1;
  }
  return runs.join(',');
}
