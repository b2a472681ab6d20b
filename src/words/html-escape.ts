import { withoutMisleading } from './plain-text.ts';

const markup = Symbol('markup');

/** Markup made by `html`, the only kind that another template takes as it is. Data cannot pretend to be it. */
export interface Html {
  readonly [markup]: string;
}

export type HtmlValue = Html | string | number | null | undefined | readonly HtmlValue[];

/** A template that escapes every value but markup, in text and in double-quoted attributes; null and undefined are nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return trusted(strings.reduce((text, string, index) => text + markupOf(values[index - 1]) + string));
}

/** Text of our own that needs no escaping: a style sheet, a script. Never for data. */
export function trusted(text: string): Html {
  return { [markup]: text };
}

export function markupOf(value: HtmlValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return isList(value) ? value.map(markupOf).join('') : value[markup];
}

function isList(value: Html | readonly HtmlValue[]): value is readonly HtmlValue[] {
  return Array.isArray(value);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Names written from right to left need no format characters, and HTML allows no controls. */
function escaped(text: string): string {
  return withoutMisleading(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
