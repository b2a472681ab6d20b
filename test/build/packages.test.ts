import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildIntoNewFolder, contentsOf, root, run } from './built-packages.ts';

const packageJson = z.looseObject({ version: z.string(), main: z.string().optional(), type: z.string() });
const lockfile = z.object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })) });

describe('the build', () => {
  let first: string;
  let app: Record<string, string>;
  let cli: Record<string, string>;

  beforeAll(async () => {
    first = await buildIntoNewFolder();
    app = await contentsOf(join(first, 'app'));
    cli = await contentsOf(join(first, 'cli'));
  });

  // As long as a hook may take: it is the same build once more.
  it('makes the same bytes again, wherever it writes them', async () => {
    const second = await buildIntoNewFolder();

    expect(digests(await contentsOf(join(second, 'app')))).toEqual(digests(app));
    expect(digests(await contentsOf(join(second, 'cli')))).toEqual(digests(cli));
  });

  it('puts into the app what the host needs, and nothing to install', () => {
    const { main, type, ...rest } = packageJson.parse(JSON.parse(app['package.json'] ?? ''));

    expect(Object.keys(app)).toEqual(
      expect.arrayContaining(['functions.cjs', 'functions.cjs.map', 'host.json', 'worker.cjs', 'worker.cjs.map']),
    );
    expect({ main, type }).toEqual({ main: 'functions.cjs', type: 'commonjs' });
    expect(rest).not.toHaveProperty('dependencies');
    expect(rest).not.toHaveProperty('devDependencies');
    expect(rest).not.toHaveProperty('scripts');
  });

  it('sends telemetry from the host, by OpenTelemetry', () => {
    expect(JSON.parse(app['host.json'] ?? '')).toMatchObject({ telemetryMode: 'OpenTelemetry' });
  });

  it('keeps the scanner out of what is read at the start', () => {
    const has = (file: string, text: string) => app[file]?.includes(text);

    expect(has('functions.cjs', 'import("./worker.cjs")')).toBe(true);
    expect(has('functions.cjs', 'Microsoft.ResourceGraph')).toBe(false);
    expect(has('worker.cjs', 'Microsoft.ResourceGraph')).toBe(true);
  });

  it('takes no code of a tool for developers', async () => {
    const { packages } = lockfile.parse(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')));
    const maps = [app['functions.cjs.map'], app['worker.cjs.map'], cli['kubenet-audit.mjs.map']];
    const folders = maps.flatMap((map) => packageFolders(map ?? ''));

    expect(folders.length).toBeGreaterThan(10);
    expect(folders.filter((folder) => packages[folder]?.dev === true)).toEqual([]);
  });

  it('names every package whose code it took, with its licence', () => {
    const names = packageFolders(app['functions.cjs.map'] ?? '').map((folder) => folder.split('node_modules/').at(-1));

    const notices = app['THIRD-PARTY-NOTICES.txt'] ?? '';

    expect(names.filter((name) => !new RegExp(`^${name} \\d`, 'm').test(notices))).toEqual([]);
  });

  it('tells nobody where it was built', () => {
    const telling = Object.entries({ ...app, ...cli }).filter(
      ([, text]) => text.includes(root) || text.includes(first),
    );

    expect(telling.map(([path]) => path)).toEqual([]);
  });

  it('makes a command that runs without the project', async () => {
    const { version } = packageJson.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));

    const { stdout } = await run(process.execPath, [join(first, 'cli', 'kubenet-audit.mjs'), '--version']);

    expect(stdout.trim()).toBe(version);
  });
});

function digests(contents: Record<string, string>): Record<string, string> {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  return Object.fromEntries(Object.entries(contents).map(([path, text]) => [path, digest(text)]));
}

/** The packages in a source map, as the lockfile names them. */
function packageFolders(map: string): string[] {
  const { sources } = z.object({ sources: z.array(z.string()) }).parse(JSON.parse(map));
  const folders = sources.map(
    (source) => /(node_modules\/.*node_modules\/|node_modules\/)(@[^/]+\/)?[^/]+/.exec(source)?.[0],
  );
  return [...new Set(folders.filter((folder) => folder !== undefined))];
}
