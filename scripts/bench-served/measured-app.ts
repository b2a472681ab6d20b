import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const servedSchema = z.object({ url: z.string(), key: z.string() });
const usageSchema = z.object({ peakMegabytes: z.number(), cpuSeconds: z.number() });

export interface MeasuredApp {
  readonly url: string;
  /** Opens its functions. */
  readonly key: string;
  /** The most memory that it held since the last call, in MiB, and the processor's seconds so far; the local host is in both. */
  usage(): Promise<z.infer<typeof usageSchema>>;
  stop(): void;
}

/**
 * A built app with the local host in a process of its own, after its first request. Linux only.
 * @param environment beside this process's own
 */
export async function startMeasuredApp(
  appDirectory: string,
  connectionString: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<MeasuredApp> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-served-'));
  const app = fork(join(import.meta.dirname, 'serve.ts'), [appDirectory, connectionString, folder], {
    env: { ...process.env, ...environment },
  });
  const told = async () => (await once(app, 'message'))[0];
  const stop = () => {
    app.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { url, key } = servedSchema.parse(await told());
    // What any first request costs is not what is measured.
    await (await fetch(`${url}/api/runs?code=${key}`)).text();
    const usage = async () => {
      const answer = told();
      app.send('usage');
      return usageSchema.parse(await answer);
    };
    // The first holds the start.
    await usage();
    return { url, key, usage, stop };
  } catch (error) {
    stop();
    throw error;
  }
}
