import type { FixTemplate } from './define-check.ts';

/** Values for placeholders; an absent one stays for the reader to choose. */
export type CommandParameters = Readonly<Record<string, string | undefined>>;

const placeholder = /\{([a-zA-Z]+)\}/g;

/** Text that means itself to a POSIX shell, wherever it stands among the arguments. */
const plainText = /^[A-Za-z0-9_./:@%+,-]+$/;

/**
 * One argument for a POSIX shell that reads back as exactly `value`. Azure names are mostly plain; route names and tags need not be,
 * and these commands are pasted by people with rights to delete.
 */
export function quoteForShell(value: string): string {
  return plainText.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** Fills `{name}` with the quoted value, and with `'<name>'` where there is none. */
export function renderCommand(template: string, parameters: CommandParameters): string {
  return template.replace(placeholder, (_, name: string) => quoteForShell(parameters[name] ?? `<${name}>`));
}

/** All commands for the first set of values, then for the next; a line that was printed before is not printed again. */
export function renderCommands(fix: FixTemplate, valueSets: readonly CommandParameters[]): string[] {
  return [...new Set(valueSets.flatMap((values) => fix.commands.map((command) => renderCommand(command, values))))];
}
