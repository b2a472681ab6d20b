import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { builtPackage, run } from '../build/built-packages.ts';

const examples = join(import.meta.dirname, '../../examples');
const action = z.object({
  runs: z.object({ steps: z.array(z.object({ run: z.string().optional(), shell: z.string().optional() })) }),
});
const pipeline = z.object({ steps: z.array(z.object({ script: z.string().optional() })) });

const code = (plugin: string, version: string) =>
  `terraform {\n  required_providers {\n    azurerm = { source = "hashicorp/azurerm", version = "${version}" }\n  }\n}\nresource "azurerm_kubernetes_cluster" "a" {\n  name = "a"\n  network_profile {\n    # was kubenet\n    network_plugin = "${plugin}"\n    network_plugin_mode = "overlay"\n  }\n}\n`;

/** The examples as GitHub and Azure Pipelines run them, with the command as npm packs it. */
describe.skipIf(process.platform === 'win32')('the examples for code', () => {
  let folder: string;
  let packed: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kubenet-audit-examples-'));
    const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], {
      cwd: builtPackage('cli'),
    });
    packed = join(folder, stdout.trim());
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function repository(name: string, text: string) {
    const root = join(folder, name);
    await mkdir(join(root, 'infra'), { recursive: true });
    await mkdir(join(folder, 'temp'), { recursive: true });
    await writeFile(join(root, 'infra/main.tf'), text);
    return root;
  }

  function inShell(flags: readonly string[], script: string, cwd: string, env: Readonly<Record<string, string>>) {
    const environment = { PATH: process.env['PATH'], HOME: folder, ...env };
    return new Promise<{ code: number; stdout: string }>((resolve) => {
      const child = execFile('bash', [...flags, '-c', script], { cwd, env: environment }, (_, stdout) =>
        resolve({ code: child.exitCode ?? 1, stdout }),
      );
    });
  }

  const situations = [
    ['creates', code('kubenet', '>= 4.66.0'), 3],
    ['destroys', code('azure', '= 4.40.0'), 3],
    ['is clean', code('azure', '>= 4.66.0'), 0],
  ] as const;

  it.each(situations)('GitHub: the step ends as it should where code %s', async (name, text, wanted) => {
    const root = await repository(`github-${name}`, text);
    const { runs } = action.parse(parse(await readFile(join(examples, 'kubenet-iac/action.yml'), 'utf8')));
    const [script] = runs.steps.flatMap((step) => step.run ?? []);
    const summary = join(root, '../summary.md');
    await writeFile(summary, '');
    const { code: ended } = await inShell(['--noprofile', '--norc', '-eo', 'pipefail'], script ?? '', root, {
      SCANNED: 'infra',
      PACKAGE: packed,
      FAIL_ON: 'creates,destroys',
      RUNNER_TEMP: join(folder, 'temp'),
      GITHUB_STEP_SUMMARY: summary,
    });
    expect(ended).toBe(wanted);
    expect(await readFile(summary, 'utf8')).toContain('## kubenet in code');
    const sarif = JSON.parse(await readFile(join(root, 'kubenet.sarif'), 'utf8'));
    const uris = sarif.runs[0].results.map(
      (each: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        each.locations[0]?.physicalLocation.artifactLocation.uri,
    );
    expect(uris).toEqual(wanted === 0 ? [] : ['infra/main.tf']);
  });

  it.each(situations)('Azure Pipelines: the step ends as it should where code %s', async (name, text, wanted) => {
    const root = await repository(`azure-${name}`, text);
    const { steps } = pipeline.parse(parse(await readFile(join(examples, 'azure-pipelines-iac.yml'), 'utf8')));
    const [script] = steps.flatMap((step) => step.script ?? []);
    const whole = (script ?? '').replaceAll('$(Agent.TempDirectory)', join(folder, 'temp'));
    const { code: ended, stdout } = await inShell(['--noprofile', '--norc'], whole, root, { PACKAGE: packed });
    expect(ended).toBe(wanted);
    expect(stdout).toContain('##vso[task.uploadsummary]');
    expect(await readFile(join(root, 'kubenet.md'), 'utf8')).toContain('## kubenet in code');
  });
});
