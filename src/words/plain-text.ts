/** Characters that move the cursor, colour, reverse or hide text: C0 and C1 controls, and Unicode's format characters. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/**
 * Controls but white space, separators of lines that look like none, and format characters: what turns text round, hides it or writes
 * invisibly. The two joiners are letters' own: Persian, Indic scripts and emoji are spelled with them.
 */
export const misleading = /(?![\t\n\r\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Most texts hold nothing else, and to look for it takes less than half. */
const otherThanPlain = /[^\t\n\r\x20-\x7E]/;

/** The text with a replacement character for each that cannot be seen and changes how the rest is read, for files that others open. */
export function withoutMisleading(text: string): string {
  return otherThanPlain.test(text) ? text.toWellFormed().replace(misleading, '\uFFFD') : text;
}

/** The same for every text of what `JSON.stringify` writes, where viewers show texts as they are. */
export function withoutMisleadingTexts(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? withoutMisleading(value) : value;
}

/** One line of visible text, for output that a terminal or an editor interprets. */
export function plainLine(text: string): string {
  return text.toWellFormed().replace(/\s+/g, ' ').replace(invisible, '').trim();
}

/** Cut to `max` characters, the last an ellipsis where something is missing. */
export function shortened(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, Math.max(0, max - 1)).toWellFormed()}…`;
}
