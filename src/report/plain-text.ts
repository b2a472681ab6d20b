/** Characters that move the cursor, colour, reverse or hide text: C0 and C1 controls, and Unicode's format characters. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** One line of visible text, for output that a terminal or an editor interprets. */
export function plainLine(text: string): string {
  return text.toWellFormed().replace(/\s+/g, ' ').replace(invisible, '').trim();
}

/** Cut to `max` characters, the last an ellipsis where something is missing. */
export function shortened(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, Math.max(0, max - 1)).toWellFormed()}…`;
}
