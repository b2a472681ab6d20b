#!/usr/bin/env node
// First of all: what is loaded after it would make the heap grow.
import '../config/small-heap.ts';
import { setFlagsFromString } from 'node:v8';

// A command does one thing and ends: it collects less often, in the room that it may take (decision 34), and one kind of garbage at a
// time: it waits for Azure more than it makes, and both at once took a tenth more of the processor for no memory.
setFlagsFromString('--heap-growing-percent=60');
setFlagsFromString('--separate-gc-phases');

const interruption = new AbortController();
const interrupt = () => {
  // The second time a person means it.
  if (interruption.signal.aborted) process.exit(130);
  interruption.abort();
};
process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);

// Not with the first: of a bundle, what several parts share is loaded before any line of it.
const { main } = await import('./main.ts');

const { stdout, stderr, env } = process;
const code = await main(process.argv.slice(2), {
  stdout,
  stderr,
  env,
  isTerminal: { stdout: stdout.isTTY, stderr: stderr.isTTY },
  // Some terminals say 0 where they do not know.
  columns: stdout.columns || stderr.columns || undefined,
  now: () => new Date(),
  interrupted: interruption.signal,
});

// What is still under way (a read that nobody waits for any more) must not hold the process, and what is written must arrive.
await Promise.all([stdout, stderr].map(drained));
process.exit(code);

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.once('error', () => resolve());
    stream.write('', () => resolve());
  });
}
