import { readFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { builtPackage, filesOf, root, run } from './built-packages.ts';

const packageJson = z.looseObject({ version: z.string(), main: z.string().optional(), type: z.string() });
const lockfile = z.object({
  packages: z.record(z.string(), z.object({ name: z.string().optional(), dev: z.boolean().optional() })),
});

describe('the build', () => {
  let app: Record<string, string>;
  let cli: Record<string, string>;

  beforeAll(async () => {
    app = await textsOf('app');
    cli = await textsOf('cli');
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

  it.each([
    { lines: ['--version', '--help'], starts: ['kubenet-audit'] },
    { lines: ['iac'], starts: ['kubenet-audit', 'main', 'iac', 'scan-paths'] },
  ])('reads no client of Azure, no schema and no report for $lines', ({ starts }) => {
    const names = starts.map((start) =>
      Object.keys(cli).find((path) => new RegExp(`^${start}(-\\w+)?\\.mjs$`).test(path)),
    );
    const read = [...readWith(names, cli)];
    const sources = read.flatMap((path) => sourcesOf(cli[`${path}.map`] ?? ''));

    expect(sources.filter((source) => source.includes('/src/cli/'))).not.toEqual([]);
    expect(
      sources.filter((source) => /node_modules\/(@azure|zod)\/|src\/(gather|checks|report\/html)\//.test(source)),
    ).toEqual([]);
  });

  it("reads of the workbook's library its writer alone, a quarter of the whole", () => {
    expect(app['workbook-library.cjs']).toContain('WorkbookWriter');
    expect(app['workbook-library.cjs']?.length).toBeLessThan(400 * 1024);
  });

  it('takes no code of a tool for developers, but for what a clone takes as one file', async () => {
    const packages = await lockedPackages();
    const maps = Object.entries({ ...app, ...cli }).filter(([path]) => path.endsWith('.map'));
    const folders = maps.flatMap(([, map]) => packageFolders(map));

    expect(folders.length).toBeGreaterThan(10);
    expect(new Set(folders.filter((folder) => packages[folder]?.dev === true))).toEqual(
      new Set(['node_modules/core-js']),
    );
  });

  it('names every package whose code it took, with its licence', async () => {
    const packages = await lockedPackages();
    // One that stands in for another has a name of its own in the lockfile.
    const names = packageFolders(app['functions.cjs.map'] ?? '').map(
      (folder) => packages[folder]?.name ?? folder.split('node_modules/').at(-1),
    );

    const notices = app['THIRD-PARTY-NOTICES.txt'] ?? '';

    expect(names.filter((name) => !new RegExp(`^${name} \\d`, 'm').test(notices))).toEqual([]);
  });

  it('tells nobody where it was built', () => {
    const telling = Object.entries({ ...app, ...cli }).filter(
      ([, text]) => text.includes(root) || text.includes(dirname(builtPackage('app'))),
    );

    expect(telling.map(([path]) => path)).toEqual([]);
  });

  it.each([
    ['src/cli/commands.ts', 'Audit a simulated estate with everything on this machine, and serve the report.'],
    ['src/cli/scan.ts', 'everything the signed-in identity can see, as a table'],
    ['src/iac/folder/open-folder.ts', 'it is a link out of the folder, and was not followed'],
    ['src/gather/input/list-files.ts', 'It is an archive: unpack it into this folder.'],
  ])('has a source map that points at the right lines of %s', async (file, text) => {
    const { name, line, column } = placeOf(text, cli);
    const entry = new SourceMap(JSON.parse(cli[`${name}.map`] ?? '')).findEntry(line, column);

    expect(entry).toMatchObject({ originalSource: `../../${file}` });
    const source = (await readFile(join(root, file), 'utf8')).split('\n');
    expect(source['originalLine' in entry ? entry.originalLine : -1]).toContain(text);
  });

  it('makes a command that runs without the project', async () => {
    const { version } = packageJson.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));

    const { stdout } = await run(process.execPath, [join(builtPackage('cli'), 'kubenet-audit.mjs'), '--version']);

    expect(stdout.trim()).toBe(version);
  });
});

async function lockedPackages() {
  return lockfile.parse(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))).packages;
}

async function textsOf(name: 'app' | 'cli'): Promise<Record<string, string>> {
  return Object.fromEntries((await filesOf(name)).map(({ path, contents }) => [path, contents.toString()]));
}

/** The bundles that are read before the first line of these runs. */
function readWith(names: readonly (string | undefined)[], bundles: Record<string, string>, read = new Set<string>()) {
  for (const name of names) {
    if (name === undefined || read.has(name)) continue;
    read.add(name);
    const imported = [...(bundles[name] ?? '').matchAll(/(?:from|import)"\.\/([^"]+)"/g)].map(([, path]) => path);
    readWith(imported, bundles, read);
  }
  return read;
}

/** Where a text stands in the bundles; lines and columns from 0. */
function placeOf(text: string, bundles: Record<string, string>) {
  const [name, lines] = Object.entries(bundles)
    .filter(([path, contents]) => path.endsWith('.mjs') && contents.includes(text))
    .map(([path, contents]) => [path, contents.split('\n')] as const)[0] ?? ['', []];
  const line = lines.findIndex((each) => each.includes(text));
  return { name, line, column: lines[line]?.indexOf(text) ?? -1 };
}

function sourcesOf(map: string): string[] {
  return z.object({ sources: z.array(z.string()) }).parse(JSON.parse(map)).sources;
}

/** The packages in a source map, as the lockfile names them. */
function packageFolders(map: string): string[] {
  const folders = sourcesOf(map).map(
    (source) => /(node_modules\/.*node_modules\/|node_modules\/)(@[^/]+\/)?[^/]+/.exec(source)?.[0],
  );
  return [...new Set(folders.filter((folder) => folder !== undefined))];
}
