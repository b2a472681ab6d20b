/** A waiver as it stands in a file. Lines count from 1. */
export interface WrittenWaiver {
  readonly line: number;
  /** What follows `allow`. */
  readonly text: string;
  /** The lines it is for: its own where code stands before it, else the next with code, with those that continue it. */
  readonly targets: readonly number[];
}

const marker = /kubenet-audit:\s*allow\b(.*)/i;

/** The waivers in a file, in any of the languages' comments. */
export function findWaivers(lines: readonly string[]): WrittenWaiver[] {
  return lines.flatMap((line, index) => {
    const found = marker.exec(line);
    const stands = found === null ? undefined : standing(lines, index, line.slice(0, found.index));
    if (found === null || stands === undefined) return [];
    const first = stands === 'behind code' ? index : nextCode(lines, index);
    return [{ line: index + 1, text: found[1] ?? '', targets: continued(lines, first).map((each) => each + 1) }];
  });
}

/** What begins a comment, right before the waiver; in JSON a property that Terraform and people take for one. */
const sign = /(?:#|\/\/|\/\*|\*|<!--|<#|--|;|::|\brem)\s*$/i;
const jsonComment = /^\s*"(?:\/\/|[$_]?comments?)"\s*:\s*"$/i;
const openers = /\/\*|<#|<!--/g;
const closers = /\*\/|#>|-->/g;

function standing(lines: readonly string[], index: number, before: string): 'alone' | 'behind code' | undefined {
  if (jsonComment.test(before)) return 'alone';
  const found = sign.exec(before);
  if (found !== null) return /^[\s{(-]*$/.test(before.slice(0, found.index)) ? 'alone' : 'behind code';
  return before.trim() === '' && isInBlock(lines, index) ? 'alone' : undefined;
}

const longestBlock = 40;

/** Whether a comment over several lines has begun above and not ended. */
function isInBlock(lines: readonly string[], index: number): boolean {
  for (let at = index - 1; at >= Math.max(0, index - longestBlock); at -= 1) {
    const [opened, closed] = [lastIndex(lines[at], openers), lastIndex(lines[at], closers)];
    if (opened >= 0 || closed >= 0) return opened > closed;
  }
  return false;
}

function lastIndex(line: string | undefined, pattern: RegExp): number {
  return [...(line ?? '').matchAll(pattern)].at(-1)?.index ?? -1;
}

/** The first line below that is no comment. */
function nextCode(lines: readonly string[], index: number): number {
  let at = index;
  if (lastIndex(lines[at], openers) > lastIndex(lines[at], closers) || isInBlock(lines, index)) {
    while (at < lines.length && lastIndex(lines[at], closers) < 0) at += 1;
  }
  at += 1;
  while (at < lines.length && isComment(lines[at] ?? '')) at += 1;
  return at;
}

function isComment(line: string): boolean {
  return /^\s*(#|\/\/|\/\*|\*|--|<!--|<#|;|::|rem\b|"(\/\/|[$_]?comments?)"\s*:|\{\{-?\s*\/\*)/i.test(line);
}

/** A command over several lines takes no comment inside: one above it is for all of them. */
function continued(lines: readonly string[], first: number): number[] {
  const all = [first];
  for (let at = first; /[\\`^]\s*$/.test(lines[at] ?? '') && at + 1 < lines.length; at += 1) all.push(at + 1);
  return all;
}
