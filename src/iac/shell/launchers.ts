import { choice, options, scalar, textOf, unknown, type Value } from '../value/value.ts';
import { optionValue } from './arguments.ts';
import type { Invocation } from './invocation.ts';

/** They run the command among their arguments, behind options of their own. */
export const launchers: ReadonlySet<string> = new Set([
  'sudo',
  'doas',
  'exec',
  'time',
  'timeout',
  'env',
  'nohup',
  'nice',
  'command',
  'xargs',
  'parallel',
  'retry',
  'docker',
  'podman',
]);

/** Of PowerShell: the program and its arguments are options. */
const starters: ReadonlySet<string> = new Set(['start-process', 'saps', 'start']);

/** They run a text, given as one word or as several. */
const interpreters: ReadonlySet<string> = new Set([
  'eval',
  'bash',
  'sh',
  'zsh',
  'ssh',
  'invoke-expression',
  'iex',
  'cmd',
  'powershell',
  'pwsh',
]);

/** The name of a command, without where it lies. */
export function commandName(word: string): string {
  return word
    .toLowerCase()
    .replace(/^.*[\\/]/, '')
    .replace(/\.(exe|cmd)$/, '');
}

/**
 * The commands that an invocation runs in the end: itself, or what it launches.
 * @param knows whether a command is one of those that are judged
 */
export function runBy(invocation: Invocation, knows: (name: string) => boolean): Invocation[] {
  const name = commandName(invocation.name);
  const isCommand = (each: string) =>
    knows(each) || launchers.has(each) || starters.has(each) || interpreters.has(each);
  const run = (words: readonly Value[], at: number) =>
    at < 0 ? [] : runBy({ ...invocation, name: textOf(words[at]) ?? '', args: words.slice(at + 1) }, knows);
  if (interpreters.has(name)) {
    return interpreted(name, invocation.args).flatMap((words) => {
      const at = words.findIndex((word) => isCommand(commandName(textOf(word) ?? '')));
      // Behind a word that is no option stands what is printed, or searched for.
      const isFirst = words.slice(0, Math.max(0, at)).every((word) => /^[-/]|^\w+=/.test(textOf(word) ?? ''));
      return run(words, isFirst || name === 'ssh' ? at : -1);
    });
  }
  if (!launchers.has(name) && !starters.has(name)) return [{ ...invocation, name }];
  const words = starters.has(name) ? startedWords(invocation.args) : invocation.args;
  return run(
    words,
    words.findIndex((word) => isCommand(commandName(textOf(word) ?? ''))),
  );
}

const startOptions = /^-(FilePath|ArgumentList|Args|Wait|NoNewWindow|PassThru|LoadUserProfile|UseNewEnvironment)$/i;

/** `Start-Process -FilePath az -ArgumentList 'aks create'`: it joins its arguments with blanks, and quotes none. */
function startedWords(args: readonly Value[]): Value[] {
  const program = optionValue(args, '-FilePath');
  const rest = args.filter((arg) => arg !== program && !startOptions.test(textOf(arg) ?? ''));
  return [...(program === undefined ? [] : [program]), ...rest.flatMap((arg) => wordsOf(arg).flat())];
}

/** The commands of a text, each as its words. PowerShell's own options end with the one before the text. */
function interpreted(name: string, args: readonly Value[]): Value[][] {
  const at = /^(powershell|pwsh)$/.test(name) ? args.findIndex((arg) => /^-c(ommand)?$/i.test(textOf(arg) ?? '')) : -1;
  const commands: Value[][] = [[]];
  for (const [index, words] of args
    .slice(at + 1)
    .flatMap(wordsOf)
    .entries()) {
    const isNext = index > 0 && words.length === 0;
    if (isNext) commands.push([]);
    else commands.at(-1)?.push(...words);
  }
  return commands;
}

/** Stands for what is not known in a text. */
const gap = '\u0000';
const word = /(?:"[^"]*"|'[^']*'|[^\s"';|&]|&(?!&))+|;|\|\|?|&&|\n/g;

/** A text as a shell splits it, in groups: an empty one stands for what ends a command. */
function wordsOf(text: Value): Value[][] {
  const { at } = text;
  return options(text).flatMap(({ value, sure }) => {
    const written = writtenIn(value);
    if (written === undefined) return [[value]];
    const words = written.replace(/[\\`]\r?\n/g, ' ').match(word) ?? [];
    const read = words.map((each, index) => {
      if (/^(;|\|\|?|&&|\n)$/.test(each)) return [];
      const plain = each.replace(/(["'])(.*?)\1/gs, '$2');
      if (plain.includes(gap)) return [value.kind === 'unknown' ? unknown(value.reason, at, value.from) : value];
      const isValue = !sure && words[index - 1]?.startsWith('-') === true;
      return [isValue ? choice([{ value: scalar(plain, at), certainty: 'maybe' }], at) : scalar(plain, at)];
    });
    return [...read, ...(value === text ? [] : [[]])];
  });
}

function writtenIn(value: Value): string | undefined {
  if (value.kind === 'unknown') return value.pieces?.join(gap);
  return textOf(value);
}
