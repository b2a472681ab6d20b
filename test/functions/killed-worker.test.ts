import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startScheduledRun } from '../../src/functions/runs/start-run.ts';
import { type Azurite, startAzurite } from '../store/azurite-store.ts';
import { clusterNames, estatePlan, runId } from './doomed-estate.ts';
import { fakeEngine } from './fake-engine.ts';
import { quietLog, realServices, type SharedStorage, workUntilClosed } from './queue-loop.ts';
import { readReport } from './work-bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'doomed-worker-'));
const worker = join(folder, 'worker.mjs');
/** Bundled, since each of them loads it anew. */
beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL('doomed-worker.ts', import.meta.url))],
    outfile: worker,
    ...{ bundle: true, platform: 'node', format: 'esm', target: 'node24', logLevel: 'error' },
    // Packages in CommonJS ask for modules of Node.js by `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a worker that is killed', () => {
  let azurite: Azurite;
  beforeAll(async () => {
    azurite = await startAzurite();
  });
  afterAll(() => azurite.stop());

  it.each([
    ['before running', 0],
    ['after running', 0],
    ['while auditing', 1],
    ['before the unit is done', 2],
    ['after the unit is done', 3],
    ['before the history', 1],
    ['while closing', 0],
    ['before complete', 0],
  ])('%s (after %i passes) leaves a run that another one finishes with each cluster once', async (hangAt, passes) => {
    const storage = { connectionString: azurite.connectionString, tablePrefix: `t${crypto.randomUUID().slice(0, 8)}` };
    const { services, queue } = await realServices(storage, fakeEngine(estatePlan));
    await queue.deleteIfExists();
    await startScheduledRun(services, new Date('2026-11-22T06:00:00Z'), quietLog);
    await killAt(storage, hangAt, passes);
    expect(['planning', 'running']).toContain((await services.store.readRun(runId))?.status);
    // Who was killed while closing holds that place for five minutes.
    const later = { ...services, now: () => new Date(Date.now() + 6 * 60_000) };
    // What the dead one had taken comes back when its time is over, and the emulator's clock is ours.
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    await workUntilClosed(later, queue, runId, () => vi.setSystemTime(Date.now() + 1_000));
    const { head, names } = await readReport(services.store, runId);
    expect(names).toEqual(clusterNames);
    expect(head).toMatchObject({ run: { status: 'complete' }, summary: { kubenet: clusterNames.length } });
  });
});

/** Runs a worker in a process of its own until it stops at the point, and kills it there. */
async function killAt(storage: SharedStorage, hangAt: string, passes: number): Promise<void> {
  const child = spawn(process.execPath, [worker, JSON.stringify({ ...storage, hangAt, passes })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const first = await Promise.race([once(child.stdout, 'data').then(String), exited.then(() => 'ended by itself')]);
  expect(first).toBe('hanging\n');
  child.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
}
