import type { HostLog } from '../../functions-host/host-log.ts';
import { type Io, say } from './io.ts';

const shownWithoutVerbose = new Set(['warning', 'error', 'critical']);

/** The local app's log for a person: what went wrong, and with `--verbose` everything. */
export function localLog(io: Io, verbose: boolean): HostLog {
  return ({ level, functionName, message }) => {
    if (verbose || shownWithoutVerbose.has(level))
      say(io, `${level}: ${functionName === undefined ? '' : `${functionName}: `}${message}`);
  };
}
