/** Characters that move the cursor, colour, reverse or hide text: C0 and C1 controls, and Unicode's format characters. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** Controls but white space, and what turns round the text after it, explicitly or as a mark. */
const misleading = /(?![\t\n\r])\p{Cc}|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** The text with a replacement character for each that cannot be seen and changes how the rest is read, for files that others open. */
export function withoutMisleading(text: string): string {
  return text.toWellFormed().replace(misleading, '\uFFFD');
}

/** One line of visible text, for output that a terminal or an editor interprets. */
export function plainLine(text: string): string {
  return text.toWellFormed().replace(/\s+/g, ' ').replace(invisible, '').trim();
}

/** Cut to `max` characters, the last an ellipsis where something is missing. */
export function shortened(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, Math.max(0, max - 1)).toWellFormed()}…`;
}
