import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { HostLogEntry } from '../../functions-host/host-log.ts';
import { type FunctionsHostOptions, startFunctionsHost } from '../../functions-host/start-functions-host.ts';

export const fixtureApp = fileURLToPath(new URL('fixture-app', import.meta.url));
/** A schedule that does not come round during a test. */
export const yearly = '0 0 3 1 1 *';

/** A new empty folder, removed when the test ends. */
export async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'functions-host-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts the fixture app with its log collected, the poison queue's function disabled; stopped when the test ends. */
export async function aHost(options: Partial<FunctionsHostOptions> = {}) {
  const log: HostLogEntry[] = [];
  const host = await startFunctionsHost({
    appDirectory: fixtureApp,
    workingDirectory: options.workingDirectory ?? (await aFolder()),
    log: (entry) => log.push(entry),
    ...options,
    settings: {
      TICK_SCHEDULE: yearly,
      AzureWebJobsStorage: 'UseDevelopmentStorage=true',
      'AzureWebJobs.bury.Disabled': 'true',
      ...options.settings,
    },
    hostJson: options.hostJson,
  });
  onTestFinished(() => host.stop());
  /** What the app itself logged under a keyword, as JSON or text. */
  const said = (word: string) =>
    log
      .filter(({ category, message }) => category === 'user' && message.startsWith(`${word} `))
      .map(({ message }) => message.slice(word.length + 1));
  return { host, log, said };
}

/** An address whose callers wait until `open` is called; `arrived` resolves when so many wait. */
export async function aGate() {
  const waiting: (() => void)[] = [];
  const watchers: { count: number; resolve: () => void }[] = [];
  const server = createServer((_, response) => {
    waiting.push(() => response.end());
    for (const watcher of watchers.filter(({ count }) => waiting.length >= count)) {
      watcher.resolve();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // a TCP server's address is never text
  return {
    url: `http://127.0.0.1:${port}`,
    arrived: (count: number) =>
      new Promise<void>((resolve) => {
        watchers.push({ count, resolve });
        if (waiting.length >= count) {
          resolve();
        }
      }),
    open: () => {
      for (const release of waiting.splice(0)) {
        release();
      }
    },
  };
}
