import { commandEffect, effectWords } from './command-effect.ts';
import type { FixTemplate } from './define-check.ts';

/** Values for placeholders; an absent one stays for the reader to choose. */
export type CommandParameters = Readonly<Record<string, string | undefined>>;

const placeholder = /\{([a-zA-Z]+)\}/g;

/** Text that means itself to bash and to PowerShell, wherever it stands among the arguments. */
const plainText = /^(?![-:])(?!.*::)[A-Za-z0-9_./:-]+$/;

/** What PowerShell may take for a number: `1e3`, `0x10`, `2gb`, `3u`. Whole numbers are the same text either way. */
const numberLike = /^(0x[0-9a-f]+|0b[01]+|(\d+\.?\d*|\.\d+)(e[+-]?\d+)?)(u?[bslyn]|ul?|d)?([kmgtp]b)?$/i;

/**
 * What Azure's and Kubernetes' own rules allow in names, ids, ranges and counts. It leaves out every character that a shell, or the
 * batch file that is `az` on Windows, could read otherwise: quotes of all kinds, `$`, `` ` ``, `;`, `&`, `|`, `<`, `>`, spaces.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
const azureText = /^(?!-)[\p{L}\p{N}_.():/-]+$/u;
const percentage = /^\d+%$/;

/**
 * One argument that bash and PowerShell both read back as exactly `value`; undefined for a value outside Azure's own rules, which no
 * quoting carries through both. These commands are pasted by people with rights to delete.
 */
export function quoteForShells(value: string): string | undefined {
  if (!azureText.test(value) && !percentage.test(value)) return undefined;
  const isPlain = plainText.test(value) && (/^\d+$/.test(value) || !numberLike.test(value));
  return isPlain ? value : `'${value}'`;
}

const plainForBash = /^[A-Za-z0-9_./:@%+,-]+$/;

/** One argument for a POSIX shell alone, of any text: for scripts that say they are one. */
export function quoteForShell(value: string): string {
  return plainForBash.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** Text of any kind that means itself to PowerShell, which takes curved quotes for straight ones. */
export function quoteForPowerShell(value: string): string {
  return `'${value.replaceAll(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

/** Fills `{name}` with the quoted value, and with `'<name>'` where there is none; undefined where a value must not be in a command. */
export function renderCommand(template: string, parameters: CommandParameters): string | undefined {
  let isComplete = true;
  const command = template.replace(placeholder, (_, name: string) => {
    const value = parameters[name];
    if (value === undefined) return `'<${name}>'`;
    const quoted = quoteForShells(value);
    isComplete &&= quoted !== undefined;
    return quoted ?? '';
  });
  return isComplete ? command : undefined;
}

export interface RenderedCommands {
  /** One step each: the command, and above one that cannot be undone or interrupts something a comment that says so. */
  readonly commands: readonly string[];
  /** Whether a command was left out, because of a name that no command line should carry. */
  readonly incomplete: boolean;
}

/** All commands for the first set of values, then for the next; a line that was printed before is not printed again. */
export function renderCommands(fix: FixTemplate, valueSets: readonly CommandParameters[]): RenderedCommands {
  const rendered = valueSets.flatMap((values) =>
    withSignIn(fix.commands).map((template) => {
      const command = renderCommand(template, values);
      return command === undefined ? undefined : markedCommand(template, command);
    }),
  );
  return {
    commands: [...new Set(rendered.filter((command) => command !== undefined))],
    incomplete: rendered.includes(undefined),
  };
}

/** The same in Azure's terms as a template: what `explain` shows. */
export function commandTemplates({ commands }: FixTemplate): readonly string[] {
  return withSignIn(commands).map((template) => markedCommand(template, template));
}

const signIn =
  'az aks get-credentials --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --context {cluster}';

/** kubectl and helm act on whatever context is current, so they name the one that the first line makes. */
function withSignIn(commands: readonly string[]): readonly string[] {
  return commands.some((command) => /^(kubectl|helm) /.test(command)) ? [signIn, ...commands] : commands;
}

function markedCommand(template: string, command: string): string {
  const effect = commandEffect(template);
  return effect.kind === 'harmless' ? command : `# ${effectWords(effect)}\n${command}`;
}
