import type { Writable } from 'node:stream';
import type { Environment } from '../config/environment.ts';

/** What a command may touch of the world: where it writes, what it was told, and when. */
export interface Io {
  /** Data, and nothing else. */
  readonly stdout: Writable;
  /** Everything for a person: progress, summaries, errors. */
  readonly stderr: Writable;
  readonly env: Environment;
  readonly isTerminal: { readonly stdout: boolean; readonly stderr: boolean };
  /** Of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
  readonly now: () => Date;
  /** Aborts when a person wants the command to end (Ctrl-C). */
  readonly interrupted: AbortSignal;
}

/** @see https://no-color.org */
export function showsColour(io: Io): boolean {
  return io.isTerminal.stdout && !io.env['NO_COLOR'] && io.env['TERM'] !== 'dumb';
}

/** Lines that stay, for a person. */
export function say(io: Io, line: string): void {
  io.stderr.write(`${line}\n`);
}

/** Where no terminal says how wide a line may be. */
const widthElsewhere = 120;

export function textWidth(io: Io): number {
  return io.isTerminal.stdout ? (io.columns ?? 80) : widthElsewhere;
}
