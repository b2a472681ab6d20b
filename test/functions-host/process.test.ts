import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patienceMs } from '../patience.ts';
import { aFolder, fixtureApp, yearly } from './fixture-host.ts';

const hostModule = fileURLToPath(new URL('../../functions-host/start-functions-host.ts', import.meta.url));
const azuriteModule = fileURLToPath(new URL('../../functions-host/azurite/start-azurite.ts', import.meta.url));

describe('a process of its own', () => {
  it.each(['bundle', 'source'])('runs the app as %s and ends by itself after stop', async (form) => {
    const folder = await aFolder();
    const appDirectory = form === 'bundle' ? await aBundledApp(folder) : fixtureApp;

    const said = await runHost(folder, {
      appDirectory,
      body: `
        const answer = await fetch(host.url + '/api/items/7');
        await fetch(host.url + '/api/enqueue', { method: 'POST', body: '[{"name":"a"},{"name":"b"}]' });
        await host.fireTimer('tick');
        await host.drain();
        const done = host.invocations().map(({ functionName, status }) => functionName + ' ' + status).sort();
        say({ item: await answer.json(), done, late: await lateRegistration(host) });
      `,
    });

    expect(said).toMatchObject({
      item: { name: 'item', params: { id: '7' } },
      done: ['enqueue succeeded', 'item succeeded', 'tick succeeded', 'work succeeded', 'work succeeded'],
      late: 500,
    });
    expect((await readdir(join(folder, 'work'))).sort()).toEqual(['timers']);
  });

  it('ends by itself after an app with HTTP streams was stopped', async () => {
    const appDirectory = fileURLToPath(new URL('streaming-app', import.meta.url));

    const said = await runHost(await aFolder(), {
      appDirectory,
      body: `say(await (await fetch(host.url + '/api/lines/3')).text());`,
    });

    expect(said).toBe('1\n2\n3\n');
  });

  describe('that starts nothing', () => {
    const broken = [
      ['throws.cjs', "throw new Error('the reason')", 'The functions app failed to load.', 'threw: the reason'],
      ['throws.ts', "throw new Error('the reason')", 'The functions app failed to load.', 'threw: the reason'],
      ['empty.cjs', '', 'registered no function', 'test mode'],
      ['missing.cjs', undefined, 'failed to load', 'missing.cjs'],
    ] as const;
    const wrongHostJson = '{"version":"2.0","extensions":{"queues":{"batchSize":64,"visibilityTimeout":"30s"}}}';
    let folder: string;
    let said: readonly { readonly error: string; readonly environment: string }[];
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'functions-host-'));
      for (const [entry, source] of broken) {
        if (source !== undefined) {
          await writeFile(join(folder, entry), source);
        }
      }
      await writeFile(join(folder, 'host.json'), wrongHostJson);
      const starts = broken.map(([entry]) => ({ appDirectory: folder, entry, hostJson: { version: '2.0' } }));
      said = await refusedStarts(folder, [...starts, { appDirectory: folder }]);
    });
    afterAll(() => rm(folder, { recursive: true }));

    it.each(broken.map(([entry, , ...parts], index) => ({ entry, parts, index })))(
      'says in one error why $entry cannot be started',
      ({ parts, index }) => {
        for (const part of parts) {
          expect(said[index]?.error).toContain(part);
        }
        expect(said[index]?.environment).toBe('restored');
      },
    );

    it('says what is wrong with a host.json', () => {
      const error = said.at(-1)?.error;

      expect(error).toContain('host.json is not valid');
      expect(error).toContain('batchSize');
      expect(error).toContain('"30s" is not a time span');
    });
  });
});

/** Starts Azurite and the host in a child process, runs `body` and returns what it said. */
function runHost(folder: string, { appDirectory, body }: { appDirectory: string; body: string }) {
  return runScript(
    folder,
    `
    import { startAzurite } from ${JSON.stringify(azuriteModule)};
    const lateRegistration = async (host) => (await fetch(host.url + '/api/registerLate', { method: 'POST' })).status;
    const azurite = await startAzurite();
    const host = await startFunctionsHost({
      appDirectory: ${JSON.stringify(appDirectory)},
      settings: { TICK_SCHEDULE: '${yearly}', AzureWebJobsStorage: azurite.connectionString },
      workingDirectory: 'work',
      log: () => {},
    });
    ${body}
    await host.stop();
    await azurite.stop();
    `,
  );
}

/** What is said against starts that fail, one after another in a child process, and whether each left the environment as it was. */
function refusedStarts(folder: string, starts: readonly object[]) {
  return runScript(
    folder,
    `
    const said = [];
    for (const options of ${JSON.stringify(starts)}) {
      const error = await startFunctionsHost({
        ...options,
        settings: { TICK_SCHEDULE: '${yearly}' },
        workingDirectory: 'work',
        log: () => {},
      }).then(() => ({ message: 'It started.' }), (error) => error);
      const environment = process.env.TICK_SCHEDULE === undefined ? 'restored' : 'changed';
      said.push({ error: error.message, environment });
    }
    say(said);
    `,
  );
}

async function runScript(folder: string, source: string) {
  const script = join(folder, 'run.mts');
  await writeFile(
    script,
    `
    import { startFunctionsHost } from ${JSON.stringify(hostModule)};
    const say = (value) => console.log(JSON.stringify(value));
    ${source}
    `,
  );
  const { stdout } = await promisify(execFile)(process.execPath, [script], { cwd: folder, timeout: patienceMs });
  return JSON.parse(stdout);
}

/** The fixture as it would be deployed: one CommonJS file, host.json and package.json. */
async function aBundledApp(folder: string): Promise<string> {
  const appDirectory = join(folder, 'app');
  await mkdir(appDirectory);
  await build({
    entryPoints: [join(fixtureApp, 'main.ts')],
    outfile: join(appDirectory, 'dist/functions.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['@azure/functions-core'],
    logLevel: 'error',
  });
  await writeFile(join(appDirectory, 'package.json'), '{ "main": "dist/functions.cjs" }');
  await writeFile(join(appDirectory, 'host.json'), '{ "version": "2.0" }');
  return appDirectory;
}
