import { PassThrough } from 'node:stream';
import type { Services } from '../../src/cli/command.ts';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions extends Partial<Omit<Io, 'stdout' | 'stderr'>> {
  readonly connect?: Services['connect'];
  readonly startDemo?: Services['startDemo'];
}

/** Runs a command in this process, on the day the sample estate describes, without a terminal and with an empty environment. */
export async function runCli(argv: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const { connect = refuseToConnect, startDemo = refuseToStart, ...io } = options;
  const [stdout, stderr] = [collect(), collect()];
  const code = await main(
    argv,
    {
      env: {},
      isTerminal: { stdout: false, stderr: false },
      columns: undefined,
      now: () => new Date('2026-11-22T06:00:00Z'),
      interrupted: new AbortController().signal,
      ...io,
      stdout: stdout.stream,
      stderr: stderr.stream,
    },
    { connect, newRunId: () => 'run-1', startDemo },
  );
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function collect() {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

function refuseToConnect(): never {
  throw new Error('This test does not expect a connection to Azure.');
}

function refuseToStart(): never {
  throw new Error('This test does not expect a demo.');
}
