import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Asked, AzureProcess } from './azure-process.ts';

const usageSchema = z.object({ cpuSeconds: z.number(), peakMegabytes: z.number() });

export interface Measured extends Asked, z.infer<typeof usageSchema> {
  readonly wallSeconds: number;
}

/**
 * One `scan` in a process of its own.
 * @param command the file that is the command: packed, or of the sources
 * @param folder for its report
 * @throws where the scan fails
 */
export async function measureScan(
  azure: AzureProcess,
  command: string,
  source: 'graph' | 'arm',
  folder: string,
): Promise<Measured> {
  await azure.asked();
  const usageFile = join(folder, 'usage.json');
  const tellUsage = pathToFileURL(join(import.meta.dirname, 'tell-usage.mjs')).href;
  const output = join(folder, 'report.json');
  const options = ['--source', source, '--as-of', '2026-11-22T06:00:00Z', '--format', 'json', '--output', output];
  const start = performance.now();
  const { status } = spawnSync(process.execPath, ['--import', tellUsage, command, 'scan', ...options], {
    env: { ...process.env, ...azure.environment, BENCH_USAGE_FILE: usageFile },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const wallSeconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`${command} ended with ${status}.`);
  return { ...(await azure.asked()), ...usageSchema.parse(JSON.parse(readFileSync(usageFile, 'utf8'))), wallSeconds };
}
