import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { patienceMs } from '../patience.ts';
import { aFolder, fixtureApp, yearly } from './fixture-host.ts';

const hostModule = fileURLToPath(new URL('../../functions-host/start-functions-host.ts', import.meta.url));
const azuriteModule = fileURLToPath(new URL('../../functions-host/azurite/start-azurite.ts', import.meta.url));

describe('a process of its own', () => {
  it.each(['bundle', 'source'])('runs the app as %s and ends by itself after stop', async (form) => {
    const folder = await aFolder();
    const appDirectory = form === 'bundle' ? await aBundledApp(folder) : fixtureApp;

    const said = await runHost(folder, {
      options: `{ appDirectory: ${JSON.stringify(appDirectory)} }`,
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
      options: `{ appDirectory: ${JSON.stringify(appDirectory)} }`,
      body: `say(await (await fetch(host.url + '/api/lines/3')).text());`,
    });

    expect(said).toBe('1\n2\n3\n');
  });

  it.each([
    ['throws.cjs', "throw new Error('the reason')", 'The functions app failed to load.', 'threw: the reason'],
    ['throws.ts', "throw new Error('the reason')", 'The functions app failed to load.', 'threw: the reason'],
    ['empty.cjs', '', 'registered no function', 'test mode'],
    ['missing.cjs', undefined, 'failed to load', 'missing.cjs'],
  ])('says in one error why %s cannot be started', async (entry, source, ...parts) => {
    const folder = await aFolder();
    if (source !== undefined) {
      await writeFile(join(folder, entry), source);
    }

    const { error, environment } = await runHost(folder, {
      options: `{ appDirectory: ${JSON.stringify(folder)}, entry: ${JSON.stringify(entry)}, hostJson: { version: '2.0' } }`,
      body: '',
    });

    for (const part of parts) {
      expect(error).toContain(part);
    }
    expect(environment).toBe('restored');
  });

  it('says what is wrong with a host.json', async () => {
    const folder = await aFolder();
    await writeFile(
      join(folder, 'host.json'),
      '{"version":"2.0","extensions":{"queues":{"batchSize":64,"visibilityTimeout":"30s"}}}',
    );

    const { error } = await runHost(folder, { options: `{ appDirectory: ${JSON.stringify(folder)} }`, body: '' });

    expect(error).toContain('host.json is not valid');
    expect(error).toContain('batchSize');
    expect(error).toContain('"30s" is not a time span');
  });
});

/** Starts Azurite and the host in a child process, runs `body` and returns what it said, or the error of the start. */
async function runHost(folder: string, { options, body }: { options: string; body: string }) {
  const script = join(folder, 'run.mts');
  await writeFile(
    script,
    `
    import { startFunctionsHost } from ${JSON.stringify(hostModule)};
    import { startAzurite } from ${JSON.stringify(azuriteModule)};
    const say = (value) => console.log(JSON.stringify(value));
    const lateRegistration = async (host) => (await fetch(host.url + '/api/registerLate', { method: 'POST' })).status;
    const azurite = ${body === '' ? '{ stop() {} }' : 'await startAzurite()'};
    try {
      const host = await startFunctionsHost({
        ...${options},
        settings: { TICK_SCHEDULE: '${yearly}', AzureWebJobsStorage: azurite.connectionString },
        workingDirectory: 'work',
        log: () => {},
      });
      ${body}
      await host.stop();
    } catch (error) {
      say({ error: error.message, environment: process.env.TICK_SCHEDULE === undefined ? 'restored' : 'changed' });
    }
    await azurite.stop();
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
