import type { Command } from 'commander';
import type { AzureConnection, ConnectionSettings } from '../audit/sources.ts';
import type { Demo, DemoOptions } from '../local/demo.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';

/** What a command cannot make itself without becoming untestable. */
export interface Services {
  /** At once, or when what it takes has been read. */
  connect(settings: ConnectionSettings): AzureConnection | Promise<AzureConnection>;
  newRunId(): string;
  startDemo(options: DemoOptions): Promise<ShownDemo>;
}

/** What the command shows of a demo, and ends. */
export type ShownDemo = Pick<Demo, 'address' | 'fetchReport' | 'stop'> & { readonly host: Pick<Demo['host'], 'ended'> };

export interface CommandContext {
  readonly io: Io;
  readonly services: Services;
  /** What `main` answers when the command has ended without an error; 0 where it is not called. */
  readonly exitWith: (code: ExitCode) => void;
}

/** Completes a command of the list `commands.ts`: its arguments, options, examples and action. */
export type AddCommand = (command: Command, context: CommandContext) => void;

/** The tail of a command's help: what each command line is for, and the line. */
export function examples(...all: readonly (readonly [purpose: string, line: string])[]): string {
  return `\nExamples:\n${all.map(([purpose, line]) => `  # ${purpose}\n  ${line}`).join('\n')}`;
}
