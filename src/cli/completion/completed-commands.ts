import type { Command, Option } from 'commander';
import { type CompletedValue, type CompletedWord, completedValue } from './completed-value.ts';

export interface CompletedOption {
  /** `-h` and `--help`. */
  readonly names: readonly string[];
  readonly text: string;
  /** What follows it; undefined of a switch. */
  readonly value: CompletedValue | undefined;
}

/** What a shell needs to know to offer the next word. */
export interface CompletedCommand {
  /** The words that call it; none for the program itself. */
  readonly path: readonly string[];
  readonly commands: readonly CompletedWord[];
  readonly options: readonly CompletedOption[];
  /** By place; the last may be a list. */
  readonly operands: readonly CompletedValue[];
}

/** Every command of a program, as its help shows it, the program itself first. */
export function completedCommands(program: Command): CompletedCommand[] {
  return below(program, [], []);
}

function below(command: Command, path: readonly string[], besides: readonly CompletedWord[]): CompletedCommand[] {
  const help = command.createHelp();
  const visible = help.visibleCommands(command);
  const commands = visible.map((each) => ({ name: each.name(), text: gist(help.subcommandDescription(each)) }));
  const own = {
    path,
    commands,
    options: help.visibleOptions(command).map(toOption),
    operands: command.registeredArguments.map((each) => ({
      ...completedValue(each.name(), each.argChoices, each.variadic),
      // Commander's own `help` takes the name of another command.
      ...(each.name() === 'command' ? { words: besides } : {}),
    })),
  };
  return [own, ...visible.flatMap((each) => below(each, [...path, each.name()], commands))];
}

function toOption({ short, long, flags, description, argChoices, variadic }: Option): CompletedOption {
  const placeholder = /<(.+)>/.exec(flags)?.[1];
  return {
    names: [short, long].flatMap((name) => name ?? []),
    text: gist(description),
    value: placeholder === undefined ? undefined : completedValue(placeholder, argChoices, variadic),
  };
}

/** The first sentence: a line of a menu holds no more. */
function gist(text: string): string {
  return /^.*?(?=[.:] | \(|\.?$)/.exec(text)?.[0] ?? text;
}
