import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Undefined where this machine has none: tests that draw are then skipped. */
export const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

/** What Chromium makes of a page: its document after scripts ran; and a picture, where a file is named. */
export async function drawPage(
  page: string,
  size: { width: number; height: number },
  picture?: string,
): Promise<string> {
  if (chromium === undefined) throw new Error('There is no Chromium on this machine.');
  const folder = await mkdtemp(join(tmpdir(), 'card-'));
  try {
    const file = join(folder, 'page.html');
    await writeFile(file, page);
    const common = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      `--user-data-dir=${folder}/profile`,
      `--window-size=${size.width},${size.height}`,
    ];
    const address = `file://${file}`;
    if (picture !== undefined)
      await run(chromium, [...common, '--force-device-scale-factor=2', `--screenshot=${picture}`, address]);
    return (await run(chromium, [...common, '--dump-dom', address], { maxBuffer: 64 * 1024 * 1024 })).stdout;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
