/** A start or end tag as it stands in the page. */
export interface Tag {
  readonly name: string;
  readonly isEnd: boolean;
  readonly attributes: ReadonlyMap<string, string>;
}

const voidElements = new Set(['meta', 'input', 'link', 'br', 'hr', 'img']);

/** All tags outside style and script. Throws where a `<` starts no tag, or an attribute has no double quotes. */
export function tagsOf(page: string): Tag[] {
  const body = page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '<$1></$1>').replace('<!doctype html>', '');
  return [...body.matchAll(/<[^>]*>?/g)].map(([text]) => parseTag(text));
}

function parseTag(text: string): Tag {
  const match = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z][a-zA-Z0-9-]*(?:="[^"<>]*")?)*)\s*>$/.exec(text);
  const [, slash, name, rest] = match ?? [];
  if (name === undefined) throw new Error(`Not a tag: ${text.slice(0, 200)}`);
  const pairs = [...(rest ?? '').matchAll(/([a-zA-Z][a-zA-Z0-9-]*)(?:="([^"]*)")?/g)];
  const attributes = new Map(pairs.map(([, key = '', value = '']) => [key, value]));
  return { name, isEnd: slash === '/', attributes };
}

/** What is open that should be closed, or closed that was not open; empty for a well-formed page. */
export function nestingErrors(tags: readonly Tag[]): string[] {
  const open: string[] = [];
  const errors: string[] = [];
  for (const { name, isEnd } of tags) {
    if (voidElements.has(name)) continue;
    if (!isEnd) open.push(name);
    else if (open.pop() !== name) errors.push(`</${name}> closes something else`);
  }
  return [...errors, ...open.map((name) => `<${name}> is not closed`)];
}

/** The text a reader sees, white space as one space. */
export function visibleText(page: string): string {
  return page
    .replace(/<(style|script)>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}
