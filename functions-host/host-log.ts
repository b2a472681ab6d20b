import type { LogLevel } from './rpc-types.ts';

/**
 * One line of the host's log. `host` is the host itself, `system` the `@azure/functions` library, `user` the app's own
 * `context.log`. Messages of failed handlers carry the stack, so the log is for operators, never for HTTP clients.
 */
export interface HostLogEntry {
  readonly time: Date;
  readonly level: LogLevel;
  readonly category: 'host' | 'system' | 'user';
  readonly message: string;
  readonly functionName?: string;
  readonly invocationId?: string;
}

export type HostLog = (entry: HostLogEntry) => void;

/** Writes the host's own lines; the third argument names the function the line is about. */
export type HostLogger = (level: LogLevel, message: string, functionName?: string) => void;

/** Binds a log to the `host` category. */
export function createHostLogger(log: HostLog, now: () => Date): HostLogger {
  return (level, message, functionName) =>
    log({ time: now(), level, category: 'host', message, ...(functionName === undefined ? {} : { functionName }) });
}

/** The text of anything that was thrown: message and stack of an error with its causes, otherwise the value as text. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const cause = error.cause === undefined ? '' : `\nCaused by: ${describeError(error.cause)}`;
  return `${error.stack ?? `${error.name}: ${error.message}`}${cause}`;
}
