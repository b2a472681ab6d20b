import { createHash } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAppPackage } from '../../scripts/build/app-package.ts';
import { makeCliPackage } from '../../scripts/build/cli-package.ts';
import { makeRelease, packBuilt } from '../../scripts/release/make-release.ts';
import { filesOf, root } from './built-packages.ts';

const product = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { version } = product;
const folder = mkdtempSync(join(tmpdir(), 'release-test-'));
const [first, second] = [join(folder, 'first'), join(folder, 'second')];
const packages = [`kubenet-audit-app-${version}.zip`, `kubenet-audit-${version}.tgz`];
const bytesOf = (name: string, into = first) => readFileSync(join(into, name));

beforeAll(async () => {
  const build = async () => ({ app: await makeAppPackage(root), cli: await makeCliPackage(root) });
  await makeRelease({ root, into: first, tag: `v${version}`, build });
  // In another process, and written elsewhere first.
  await packBuilt(product, { app: await filesOf('app'), cli: await filesOf('cli') }, second);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a release', () => {
  it('holds what is deployed, and the compiled templates for it', () => {
    const app = unzipSync(bytesOf(packages[0] ?? ''));

    expect(Object.keys(app)).toEqual(expect.arrayContaining(['host.json', 'package.json', 'functions.cjs']));
    expect(JSON.parse(Buffer.from(app['package.json'] ?? '').toString())).toMatchObject({ version });
    expect(bytesOf('main.json')).toEqual(readFileSync(join(root, 'infra/main.json')));
  });

  it('has the checksum of every file', () => {
    const lines = bytesOf('SHA256SUMS').toString().trim().split('\n');
    const names = lines.map((line) => line.slice(66));

    expect(names).toEqual([...packages, 'main.json', 'management-group.json', 'kubenet-audit.cdx.json']);
    expect(lines).toEqual(names.map((name) => `${createHash('sha256').update(bytesOf(name)).digest('hex')}  ${name}`));
  });

  it('is the same bytes for everybody who builds it', () => {
    for (const name of packages) expect(bytesOf(name).equals(bytesOf(name, second)), name).toBe(true);
  });

  it('lists in CycloneDX every package that is shipped, with its hash, and no other', () => {
    const sbom = JSON.parse(bytesOf('kubenet-audit.cdx.json').toString());
    const locked = Object.entries<{ name?: string; version: string; dev?: boolean; optional?: boolean }>(
      JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages,
    ).filter(([path, { dev, optional }]) => path !== '' && !dev && !optional);
    const named = locked.map(([path, each]) => `${each.name ?? path.replace(/^.*node_modules\//, '')}@${each.version}`);
    const listed: { name: string; version: string; hashes?: { alg: string }[] }[] = sbom.components;

    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'kubenet-audit', version } } });
    expect(listed.map((each) => `${each.name}@${each.version}`).sort()).toEqual([...new Set(named)].sort());
    expect(listed.filter(({ hashes }) => hashes?.[0]?.alg !== 'SHA-512')).toEqual([]);
  });

  it('has the version of its tag', async () => {
    const build = () => Promise.reject(new Error('Nothing is built for a wrong tag.'));

    await expect(makeRelease({ root, into: join(folder, 'third'), tag: 'v9.9.9', build })).rejects.toThrow(
      `The tag is v9.9.9, but package.json has version ${version}`,
    );
  });
});

describe('the workflows', () => {
  const files = globSync('.github/workflows/*.yml', { cwd: root });
  const linesOf = (paths: readonly string[]) =>
    paths.flatMap((file) => readFileSync(join(root, file), 'utf8').split('\n'));
  const lines = linesOf(files);

  it('take every action by its commit, and say which version that is; so do the examples', () => {
    const examples = globSync('examples/**/*.{yml,yaml}', { cwd: root });
    const actions = linesOf([...files, ...examples]).filter((line) => /^\s*-? *uses:/.test(line));

    expect(actions.length).toBeGreaterThan(15);
    expect(actions.filter((line) => !/uses: [\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it('are kept new by the bot, with the examples, which it leaves alone unless told', () => {
    const bot = JSON.parse(readFileSync(join(root, '.github/renovate.json'), 'utf8'));

    expect(bot.extends).toEqual(
      expect.arrayContaining(['docker:pinDigests', 'helpers:pinGitHubActionDigestsToSemver']),
    );
    expect(bot.ignorePaths.filter((path: string) => path.includes('examples'))).toEqual([]);
    expect(bot['github-actions'].managerFilePatterns).toEqual(['/^examples/.+[.]ya?ml$/']);
  });

  it('may write only where a release is made', () => {
    const rights = lines.filter((line) => /^\s+[a-z-]+: write\b/.test(line)).map((line) => line.trim().split(':')[0]);

    expect(rights.sort()).toEqual(['attestations', 'contents', 'id-token']);
    for (const file of files)
      expect(readFileSync(join(root, file), 'utf8')).toMatch(/^permissions:\n {2}contents: read$/m);
  });
});

it("base images are taken by digest beside their tag, but for Microsoft's, of which none was to be had", () => {
  const images = [...readFileSync(join(root, 'Dockerfile'), 'utf8').matchAll(/^FROM (\S+)/gm)].map(([, name]) => name);

  expect(images.map((image) => image?.replace(/@sha256:[0-9a-f]{64}$/, ' by digest'))).toEqual([
    'node:24-bookworm-slim by digest',
    'node:24-bookworm-slim by digest',
    'mcr.microsoft.com/azure-functions/node:4-node24',
  ]);
});

it('both container images run as a user who is not root, and the app says how it is', () => {
  const stages = readFileSync(join(root, 'Dockerfile'), 'utf8')
    .split(/^FROM /m)
    .filter((each) => / AS (cli|app)$/m.test(each));

  expect(stages.map((each) => /^USER (\w+)$/m.exec(each)?.[1])).toEqual(['node', 'audit']);
  expect(stages[1]).toMatch(/^HEALTHCHECK [^\n]*\\\n {2}CMD \["curl",.*\/api\/health"\]$/m);
});
