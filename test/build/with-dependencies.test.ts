import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const nodePackage = `node-${process.platform}-${process.arch}`;
const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

interface Project {
  /** By path, as in a lockfile. */
  readonly locked: Readonly<Record<string, object>>;
  readonly installed?: Readonly<Record<string, object>>;
  /** What npm does in place of an installation. */
  readonly npm?: 'installs' | 'leaves Node.js out' | 'fails';
  readonly platformPackage?: string;
  /** Whether Node.js and what only tests and builds need are wanted. */
  readonly withTools?: boolean;
}

const zod = { version: '4.0.0', integrity: 'sha512-aaaa' };
const node = { version: '24.21.0', integrity: 'sha512-bbbb', optional: true };
const elsewhere = { version: '24.21.0', integrity: 'sha512-cccc', optional: true };
const locked = {
  '': {},
  'node_modules/zod': zod,
  [`node_modules/${nodePackage}`]: node,
  'node_modules/other': elsewhere,
};
const { 'node_modules/other': _, '': __, ...installed } = locked;

describe.skipIf(process.platform === 'win32')('scripts/with-dependencies.mjs', () => {
  it('starts at once where the lockfile is installed, whatever the age of the files', async () => {
    const said = await start({ locked, installed });

    expect(said).toEqual({ code: 0, stdout: 'started\n', stderr: '', installations: 0, options: '' });
  });

  it.each([
    ['nothing is installed', undefined],
    ['a package is missing', { [`node_modules/${nodePackage}`]: node }],
    ['a version is another', { ...installed, 'node_modules/zod': { ...zod, version: '3.9.9' } }],
    ['a hash is another', { ...installed, 'node_modules/zod': { ...zod, integrity: 'sha512-dddd' } }],
  ])('installs first where %s', async (_, found) => {
    const said = await start({ locked, ...(found === undefined ? {} : { installed: found }) });

    expect(said).toMatchObject({ code: 0, stdout: 'started\n', installations: 1 });
    expect(said.stderr).toBe('Installing dependencies (once)…\n');
  });

  it.each([
    ['leaves Node.js out', 'npm left out '],
    ['fails', 'npm ended with 7. Run "npm ci"'],
  ] as const)('says why nothing starts where npm %s', async (npm, why) => {
    const said = await start({ locked, npm });

    expect(said).toMatchObject({ code: 1, stdout: '' });
    expect(said.stderr).toContain(`the dependencies could not be installed: ${why}`);
  });

  it('takes the Node.js that runs it where no package has one for the platform', async () => {
    const said = await start({ locked, installed, platformPackage: 'node-plan9-mips' });

    expect(said).toMatchObject({ code: 0, stdout: 'started\n', installations: 0 });
  });
});

describe.skipIf(process.platform === 'win32')('scripts/with-dependencies.mjs --without-tools', () => {
  const tool = { version: '5.1.1', integrity: 'sha512-eeee', dev: true };
  const withTool = { ...locked, 'node_modules/vitest': tool };
  const product = { 'node_modules/zod': zod };

  it.each([
    ['without the tools and Node.js', product],
    ['with older tools', { ...product, 'node_modules/vitest': { ...tool, version: '4.0.0' } }],
  ])('starts at once where the product is installed %s', async (_, found) => {
    const said = await start({ locked: withTool, installed: found, withTools: false });

    expect(said).toEqual({ code: 0, stdout: 'started\n', stderr: '', installations: 0, options: '' });
  });

  it('installs the product alone where some of it is missing', async () => {
    const said = await start({ locked: withTool, installed: {}, npm: 'leaves Node.js out', withTools: false });

    expect(said).toMatchObject({ code: 0, stdout: 'started\n', installations: 1 });
    expect(said.options).toContain('--omit=dev --omit=optional');
  });

  it('leaves it to a test to install the tools', async () => {
    const said = await start({ locked: withTool, installed: product });

    expect(said).toMatchObject({ code: 0, stdout: 'started\n', installations: 1 });
    expect(said.options).not.toContain('--omit');
  });
});

describe('the lockfile', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  it('has a hash for every package, Node.js itself included', () => {
    const without = Object.entries<{ integrity?: string; inBundle?: boolean }>(packages)
      .filter(([path, { integrity, inBundle }]) => path !== '' && !inBundle && !integrity?.startsWith('sha512-'))
      .map(([path]) => path);

    expect(without).toEqual([]);
    expect(Object.keys(optionalDependencies).filter((name) => packages[`node_modules/${name}`] === undefined)).toEqual(
      [],
    );
  });

  it('has an address for every package, at the registry for which npm takes the one that the reader has', () => {
    const elsewhere = Object.entries<{ resolved?: string }>(packages)
      .filter(([path, { resolved }]) => path !== '' && !resolved?.startsWith('https://registry.npmjs.org/'))
      .map(([path]) => path);

    expect(elsewhere).toEqual([]);
  });

  it('brings a Node.js of 24 or later to Linux, macOS and Windows', () => {
    const platforms = Object.entries<string>(optionalDependencies).map(([name, version]) => {
      const { os, cpu } = packages[`node_modules/${name}`];
      expect(Number.parseInt(version, 10)).toBeGreaterThanOrEqual(24);
      return `${os} ${cpu}`;
    });

    expect(platforms.sort()).toEqual(['darwin arm64', 'darwin x64', 'linux arm64', 'linux x64', 'win32 x64']);
  });

  it('names the packages that may run a script when they are installed', () => {
    const { allowScripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

    expect(allowScripts).toEqual({ esbuild: true });
  });
});

/** Runs the script in a small project with an npm of its own. */
async function start({
  locked,
  installed,
  npm = 'installs',
  platformPackage = nodePackage,
  withTools = true,
}: Project) {
  const directory = mkdtempSync(join(tmpdir(), 'with-dependencies-'));
  made.push(directory);
  const modules = join(directory, 'node_modules');
  const bin = join(modules, nodePackage, 'bin');
  const json = (path: string, value: object) => writeFileSync(join(directory, path), JSON.stringify(value));
  mkdirSync(join(directory, 'scripts'));
  copyFileSync(join(root, 'scripts/with-dependencies.mjs'), join(directory, 'scripts/with-dependencies.mjs'));
  if (installed !== undefined) {
    mkdirSync(bin, { recursive: true });
    symlinkSync(process.execPath, join(bin, 'node'));
    json('node_modules/.package-lock.json', { packages: installed });
  }
  json('package.json', { optionalDependencies: { [platformPackage]: '24.21.0' } });
  json('package-lock.json', { packages: locked });
  const log = join(directory, 'npm.log');
  const installs = `fs.mkdirSync(${JSON.stringify(bin)}, { recursive: true });
    fs.rmSync(${JSON.stringify(join(bin, 'node'))}, { force: true });
    fs.symlinkSync(process.execPath, ${JSON.stringify(join(bin, 'node'))});`;
  const deed = { installs, 'leaves Node.js out': '', fails: 'process.exit(7);' }[npm];
  writeFileSync(
    join(directory, 'npm.js'),
    `const fs = require('node:fs'); fs.appendFileSync(${JSON.stringify(log)}, process.argv.slice(2).join(' ') + '\\n'); ${deed}`,
  );
  return new Promise<{ code: number | string; stdout: string; stderr: string; installations: number; options: string }>(
    (resolve) => {
      const env = { ...process.env, npm_execpath: join(directory, 'npm.js') };
      const mode = withTools ? [] : ['--without-tools'];
      const args = ['scripts/with-dependencies.mjs', ...mode, '-p', '"started"'];
      execFile(process.execPath, args, { cwd: directory, env }, (error, stdout, stderr) => {
        const options = existsSync(log) ? readFileSync(log, 'utf8') : '';
        resolve({ code: error?.code ?? 0, stdout, stderr, installations: options.split('\n').length - 1, options });
      });
    },
  );
}
