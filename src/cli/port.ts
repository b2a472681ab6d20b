import { UsageError } from './errors.ts';

/**
 * A port from an option; 0, which takes a free one, where it is not given.
 * @throws {UsageError}
 */
export function readPort(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port takes a number from 0 to 65535, not ${text}.`);
  }
  return port;
}
