import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { scanPaths } from '../../src/iac/scan-paths.ts';
import { iacReportSchema } from '../../src/model/iac-report.ts';
import { codeSarif } from '../../src/report/code/sarif.ts';
import { runCli } from '../cli/run-cli.ts';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'iac-')));
  made.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
const asOf = new Date('2026-11-28T00:00:00Z');
const cluster = (body: string) =>
  `resource "azurerm_kubernetes_cluster" "a" {\n  name = "one"\n  resource_group_name = "rg"\n${body}\n}\n`;
const kubenet = cluster('  network_profile {\n    network_plugin = "kubenet"\n  }');

describe('iac', () => {
  it('writes JSON that fits its published schema, and SARIF with physical locations', async () => {
    const folder = folderOf({ 'main.tf': kubenet });
    const { code, stdout } = await runCli(['iac', folder, '--format', 'json']);
    const schema: object = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/iac.schema.json'), 'utf8'));
    expect(code).toBe(0);
    expect(new Ajv2020().validate(schema, JSON.parse(stdout))).toBe(true);
    const sarif = await runCli(['iac', folder, '--format', 'sarif']);
    expect(sarif.stdout).toContain('"startLine": 5');
    expect(sarif.stdout).toContain('main.tf"');
  });

  it('writes no character into SARIF that controls, turns round or hides', async () => {
    const waiver = '    # kubenet-audit: allow reason="\u202egnp.exe" until="2027-05-20"';
    const waived = kubenet.replace('    network_plugin', `${waiver}\n    network_plugin`);
    const folder = folderOf({
      'main.tf': waived,
      'broken\u2066\u001b.tf': 'resource "azurerm_kubernetes_cluster" {{{',
    });
    const texts: string[] = [];
    const sarif = codeSarif(await scanPaths([folder], asOf), '1.0.0');
    JSON.parse(sarif, (_key, value: unknown) => {
      if (typeof value === 'string') texts.push(value);
      return value;
    });

    expect(texts).toContainEqual(expect.stringContaining('gnp.exe'));
    expect(texts).toContainEqual(expect.stringContaining('broken'));
    expect(texts.filter((text) => /(?![\n])[\p{Cc}\p{Cf}]/u.test(text))).toEqual([]);
  });

  it('exits with 3 for a verdict of --fail-on only, with 2 for one it does not know and for a path that is not there', async () => {
    const folder = folderOf({ 'main.tf': kubenet });
    expect((await runCli(['iac', folder, '--fail-on', 'creates,destroys'])).code).toBe(3);
    expect((await runCli(['iac', folder, '--fail-on', 'destroys'])).code).toBe(0);
    expect((await runCli(['iac', folder, '--fail-on', 'nonsense'])).code).toBe(2);
    expect((await runCli(['iac', join(folder, 'nowhere')])).code).toBe(2);
  });

  it.each([
    ['a reason and a date', 'reason="old" until="2027-05-20"', { reason: 'old', until: '2027-05-20' }, 0],
    ['no reason', 'until="2027-05-20"', null, 1],
    ['too long a time', 'reason="old" until="2027-06-30"', null, 1],
    ['a date that has passed', 'reason="old" until="2026-11-01"', null, 1],
  ])('a waiver with %s', async (_, text, waiver, troubles) => {
    const folder = folderOf({
      'main.tf': kubenet.replace('    network_plugin', `    # kubenet-audit: allow ${text}\n    network_plugin`),
    });
    const report = await scanPaths([folder], asOf);
    expect(report.findings).toMatchObject([{ line: 6, waiver }]);
    expect(report.notRead).toHaveLength(troubles);
  });

  it('names what it cannot read, each in one line, and ends', async () => {
    const folder = folderOf({
      'broken/main.tf': 'resource "azurerm_kubernetes_cluster" "a" {\n  network_profile {\n',
      'loop/main.tf': 'module "aks" {\n  source = "../loop"\n  network_plugin = "x"\n}\n',
      'self/main.tf': `locals {\n  p = local.p\n}\n${cluster('  network_profile {\n    network_plugin = local.p\n  }')}`,
      'binary.tf': 'kubenet\u0000',
      'template.yaml': 'networkPlugin: {{ .Values.plugin }}\n',
    });
    symlinkSync('/', join(folder, 'out'));
    const report = await scanPaths([folder], asOf);
    const about = (file: string) => report.notRead.filter((each) => each.file === file).map(({ reason }) => reason);
    expect(about('broken/main.tf')).toHaveLength(1);
    expect(about('loop/main.tf')).toEqual(['the module ../loop calls itself, directly or through others']);
    expect(about('binary.tf')).toEqual(['it is binary']);
    expect(about('out')).toEqual(['it is a link out of the folder, and was not followed']);
    expect(about('template.yaml')).toHaveLength(1);
    expect(report.findings.find(({ file }) => file === 'self/main.tf')).toMatchObject({
      verdict: 'unknown',
      why: expect.stringContaining('local.p names itself'),
    });
  });

  it("obeys .gitignore and skips other people's code", async () => {
    const folder = folderOf({
      'main.tf': kubenet,
      'gen/main.tf': kubenet,
      'node_modules/x/main.tf': kubenet,
      '.gitignore': 'gen/\n',
    });
    mkdirSync(join(folder, '.git'));
    expect((await scanPaths([folder], asOf)).findings.map(({ file }) => file)).toEqual(['main.tf']);
  });

  it.each([
    ['an azurerm that replaces', '= 4.40.0', 'destroys-cluster'],
    ['one that changes in place', '>= 4.66.0', undefined],
    ['one that nobody pins', '>= 4.0', undefined],
  ])('Overlay after kubenet with %s', async (_, version, verdict) => {
    const overlay = cluster(
      '  network_profile {\n    # was kubenet\n    network_plugin = "azure"\n    network_plugin_mode = "overlay"\n  }',
    );
    const providers = `terraform {\n  required_providers {\n    azurerm = { source = "hashicorp/azurerm", version = "${version}" }\n  }\n}\n`;
    const folder = folderOf({ 'main.tf': overlay, 'versions.tf': providers });
    expect((await scanPaths([folder], asOf)).findings.map((each) => each.verdict)).toEqual(
      verdict === undefined ? [] : [verdict],
    );
  });

  it.each([
    ['registry.tf', 'module "a" {\n  source  = "Azure/aks/azurerm"\n  version = "9.4.1"\n}\n', 1, 'kubenet-by-default'],
    [
      'plan.json',
      '{"format_version":"1.2","resource_changes":[{"address":"azurerm_kubernetes_cluster.a","type":"azurerm_kubernetes_cluster","change":{\n"actions":["delete","create"],"before":{"network_profile":[{"network_plugin":"kubenet"}]},"after":{"network_profile":[{"network_plugin":"azure"}]}}}]}',
      2,
      'destroys-cluster',
    ],
    ['a.ps1', '$p = @{\n  Name = "a"\n  NetworkPlugin = "kubenet"\n}\nNew-AzAksCluster @p\n', 3, 'creates-kubenet'],
    [
      '.github/workflows/a.yml',
      'on: push\njobs:\n  a:\n    strategy:\n      matrix:\n        plugin:\n          - azure\n          - kubenet\n    steps:\n      - run: az aks create -n a --network-plugin $\u007B{ matrix.plugin }}\n',
      8,
      'creates-kubenet',
    ],
    [
      'play.yml',
      '- hosts: all\n  vars:\n    np: kubenet\n  tasks:\n    - azure.azcollection.azure_rm_aks:\n        name: a\n        network_profile:\n          network_plugin: "{{ np }}"\n',
      3,
      'creates-kubenet',
    ],
    [
      'Pulumi.yaml',
      'name: a\nruntime: yaml\nresources:\n  a:\n    type: azure-native:containerservice:ManagedCluster\n    properties:\n      networkProfile:\n        networkPlugin: kubenet\n',
      8,
      'creates-kubenet',
    ],
    [
      'index.ts',
      'import * as cs from "@pulumi/azure-native/containerservice";\nnew cs.ManagedCluster("a", { networkProfile: {\n  networkPlugin: "kubenet",\n} });\n',
      3,
      'creates-kubenet',
    ],
    [
      'capz.yaml',
      'apiVersion: infrastructure.cluster.x-k8s.io/v1beta1\nkind: AzureManagedControlPlane\nmetadata:\n  name: a\nspec:\n  networkPlugin: kubenet\n',
      6,
      'creates-kubenet',
    ],
    ['terragrunt.hcl', 'inputs = {\n  network_plugin = "kubenet"\n}\n', 2, 'creates-kubenet'],
  ])('%s', async (file, text, line, verdict) => {
    const folder = folderOf({ [file]: text });
    expect((await scanPaths([folder], asOf)).findings).toMatchObject([{ file, line, verdict }]);
  });
});

/** Kept apart: it needs the bundle that `npm run build` makes. */
describe.runIf(existsSync(join(import.meta.dirname, '../../dist/cli/tree-sitter-bash.wasm')))(
  'the packed command',
  () => {
    it('finds its parsers beside itself', async () => {
      const folder = folderOf({ 'a.sh': 'az aks create -n a --network-plugin kubenet\n' });
      const packed = join(import.meta.dirname, '../../dist/cli/kubenet-audit.mjs');
      const out = join(folder, 'out.json');
      execFileSync(process.execPath, [packed, 'iac', folder, '--output', out], { cwd: dirname(folder) });
      expect(iacReportSchema.parse(JSON.parse(readFileSync(out, 'utf8'))).findings).toHaveLength(1);
    });
  },
);
