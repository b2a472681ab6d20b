import type { Command } from 'commander';
import type { AzureConnection, ConnectionSettings } from '../audit/sources.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';

/** What a command cannot make itself without becoming untestable. */
export interface Services {
  connect(settings: ConnectionSettings): AzureConnection;
  newRunId(): string;
}

export interface CommandContext {
  readonly io: Io;
  readonly services: Services;
  /** What `main` answers when the command has ended without an error; 0 where it is not called. */
  readonly exitWith: (code: ExitCode) => void;
}

/** Adds one command to the program: its name, options, examples and action. The list is `commands.ts`. */
export type AddCommand = (program: Command, context: CommandContext) => void;

/** The tail of a command's help: what each command line is for, and the line. */
export function examples(...all: readonly (readonly [purpose: string, line: string])[]): string {
  return `\nExamples:\n${all.map(([purpose, line]) => `  # ${purpose}\n  ${line}`).join('\n')}`;
}
