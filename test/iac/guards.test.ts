import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scanPaths } from '../../src/iac/scan-paths.ts';

const asOf = new Date('2026-11-28T00:00:00Z');
const mebibyte = 1024 * 1024;

describe('iac, what would hold it up', () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'iac-guards-')));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A file of that size with these words in front; the rest is a hole, or blanks. */
  function write(name: string, text: string, size: number, filling: 'hole' | 'blanks') {
    const file = join(folder, name);
    writeFileSync(file, filling === 'blanks' ? text.padEnd(size) : text);
    if (filling === 'hole') truncateSync(file, size);
  }

  async function lines() {
    const { findings, notRead } = await scanPaths([folder], asOf);
    return [
      ...findings.map(({ file, verdict }) => `${file} ${verdict}`),
      ...notRead.map(({ file, reason }) => `${file}: ${reason}`),
    ];
  }

  it('a file of 100 MB is named without a look', async () => {
    write('state.tf', 'network_plugin = "kubenet"\n', 100 * mebibyte, 'hole');
    expect(await lines()).toEqual(['state.tf: it is too large (100 MiB): look through it by hand']);
  });

  it('a file above 4 MB is named where it holds a word of the matter, and passed over where it does not', async () => {
    write('with.json', '{"networkPlugin":"kubenet"}\n', 5 * mebibyte, 'blanks');
    write('without.json', '{"a":"b"}\n', 5 * mebibyte, 'blanks');
    expect(await lines()).toEqual([
      'with.json: it speaks of network plugins or clusters, and is too large to parse (5 MiB)',
    ]);
  });

  it('a file of exactly 4 MB is parsed', async () => {
    write('edge.json', '{"networkPlugin":"kubenet"}\n', 4 * mebibyte, 'blanks');
    expect(await lines()).toEqual(['edge.json may-create-kubenet']);
  });

  it('a binary file with a word of the matter is named, one without is not', async () => {
    write('a.json', 'kubenet\u0000\u0001', 0, 'blanks');
    write('b.json', '\u0000\u0001\u0002', 0, 'blanks');
    expect(await lines()).toEqual(['a.json: it is binary']);
  });

  it('links in a circle and links out of the folder are not followed', async () => {
    mkdirSync(join(folder, 'a'));
    symlinkSync(join(folder, 'a'), join(folder, 'a', 'again'));
    symlinkSync('one', join(folder, 'two'));
    symlinkSync('two', join(folder, 'one'));
    symlinkSync(tmpdir(), join(folder, 'out'));
    expect(await lines()).toEqual(['out: it is a link out of the folder, and was not followed']);
  });

  it('a template, a value file or an include that leads out of the folder is not read', async () => {
    mkdirSync(join(folder, 'in'));
    write('secret.yml', 'variables:\n  np: kubenet\n', 0, 'blanks');
    writeFileSync(
      join(folder, 'in', 'azure-pipelines.yml'),
      'variables:\n  - template: ../secret.yml\nsteps:\n  - script: az aks create -n a --network-plugin $(np)\n',
    );
    writeFileSync(
      join(folder, 'in', 'terragrunt.hcl'),
      'include "x" {\n  path = "../../etc/kubenet.hcl"\n}\ninputs = {\n  network_plugin = file("../secret.yml")\n}\n',
    );
    const { findings } = await scanPaths([join(folder, 'in')], asOf);
    expect(findings.map(({ file, verdict }) => `${file} ${verdict}`)).toEqual([
      'azure-pipelines.yml may-create-kubenet',
      'terragrunt.hcl unknown',
    ]);
  });

  it('modules, variables and locals that lead back to themselves end in one line each', async () => {
    const cluster = (plugin: string) =>
      `resource "azurerm_kubernetes_cluster" "a" {\n  network_profile {\n    network_plugin = ${plugin}\n  }\n}\n`;
    const files = {
      'one/main.tf': `module "aks" {\n  source = "../two"\n  network_plugin = "x"\n}\n`,
      'two/main.tf': 'module "aks" {\n  source = "../one"\n  network_plugin = "x"\n}\n',
      'three/main.tf': `locals {\n  a = local.b\n  b = local.a\n}\n${cluster('local.a')}`,
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    expect(await lines()).toEqual([
      'three/main.tf unknown',
      'two/main.tf: the module ../one calls itself, directly or through others',
    ]);
  });
});
