import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** The first line the simulated Azure prints: where it is, and who can sign in. */
const announcement = z.object({
  armEndpoint: z.url(),
  authorityHost: z.url(),
  tenantId: z.string(),
  caPem: z.string(),
  principals: z.array(z.object({ clientId: z.string(), clientSecret: z.string().optional() })),
});

/** A running simulated Azure, in a process of its own. */
export interface SimulatedAzureProcess extends z.infer<typeof announcement> {
  stop(): Promise<void>;
}

/**
 * Starts the simulated Azure and waits until it listens.
 * @param program its file
 * @throws when it ends before it listens, with what it said
 */
export async function startSimulatedAzureProcess(program: string): Promise<SimulatedAzureProcess> {
  // It stops when its standard input ends, so it cannot outlive this process, whatever becomes of that.
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'] });
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const line = await firstLine(child);
  if (line === undefined)
    throw new Error(`The simulated Azure did not start: ${said.join('').trim() || 'it ended without a word'}.`);
  return { ...announcement.parse(JSON.parse(line)), stop: () => stop(child) };
}

async function firstLine(child: ChildProcess): Promise<string | undefined> {
  if (child.stdout === null) return undefined;
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    // Whatever it prints later must not fill the pipe.
    child.stdout.resume();
    return line;
  }
  return undefined;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
