import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { findBicep } from '../../scripts/infra/bicep.ts';
import type { BicepCompiler } from '../../src/iac/compiler/bicep-compiler.ts';
import { compilerOnPath } from '../../src/iac/compiler/find-compiler.ts';
import { bicepCompiler } from '../../src/iac/compiler/run-compiler.ts';
import { type MarkedFiles, marksAndScan } from './marked-files.ts';

const room = mkdtempSync(join(tmpdir(), 'bicep-test-'));
afterAll(() => rmSync(room, { recursive: true }));

const library = "@export()\nfunc pick(n string) string => n == 'old' ? 'kubenet' : 'azure'\n";
const cluster = (plugin: string, name = "'aks'") =>
  `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {\n  name: ${name}\n  properties: {\n    networkProfile: {\n      networkPlugin: ${plugin}\n    }\n  }\n}\n`;
const open = (call: string) => `import { pick } from 'lib.bicep'\n${cluster(call)}`;

/** A compiler that answers by what it is given, and tells what that was. */
function scripted(answer: (files: ReadonlyMap<string, string>, entry: string) => object | string) {
  const asked: { files: ReadonlyMap<string, string>; entry: string }[] = [];
  const compiler: BicepCompiler = {
    snapshot: (files, entry) => {
      asked.push({ files, entry });
      const said = answer(files, entry);
      return typeof said === 'string' ? { refused: said } : { json: JSON.stringify(said) };
    },
  };
  return { compiler, asked };
}

const predicted = (networkPlugin: string | undefined, more: object = {}) => ({
  apiVersion: '1000-01-01',
  name: 'aks',
  properties: { networkProfile: { networkPlugin } },
  ...more,
});
const always = (...predictedResources: object[]) => scripted(() => ({ predictedResources }));

describe('what the compiler adds', () => {
  it('decides what the source leaves open, at the place where it is said', async () => {
    const { compiler, asked } = always(predicted('kubenet'));
    const files = { 'lib.bicep': library, 'main.bicep': open("pick('old') «creates-kubenet»") };
    const { wanted, found, report } = await marksAndScan(files, { compiler });
    expect(found).toEqual(wanted);
    expect(report.findings[0]?.why).toContain('The Bicep compiler worked that out.');
    expect(asked.map(({ files: given }) => [...given.keys()].sort())).toEqual([
      ['kubenet-audit-0.bicepparam', 'lib.bicep', 'main.bicep'],
    ]);
    expect(asked[0]?.files.get('main.bicep')).toContain("managedClusters@1000-01-01'");
  });

  it('says nothing of a cluster that turns out to be another', async () => {
    const { compiler } = always(predicted('azure'));
    expect(
      (await marksAndScan({ 'lib.bicep': library, 'main.bicep': open("pick('new')") }, { compiler })).found,
    ).toEqual([]);
  });

  it('is not asked where the source tells everything', async () => {
    const { compiler, asked } = always(predicted('azure'));
    const files = { 'main.bicep': cluster("'kubenet' «creates-kubenet»") };
    const { wanted, found } = await marksAndScan(files, { compiler });
    expect([found, asked]).toEqual([wanted, []]);
  });

  it('takes every instance of a loop, and of several modules the one with the same name', async () => {
    const files: MarkedFiles = {
      'lib.bicep': library,
      'main.bicep':
        "import { pick } from 'lib.bicep'\nmodule a 'c.bicep' = {\n  name: 'a'\n  params: { name: 'one', np: pick('old') }\n}\nmodule b 'c.bicep' = {\n  name: 'b'\n  params: { name: 'two', np: pick('new') }\n}\n",
      'c.bicep': `param name string\nparam np string\n${cluster('np «creates-kubenet»', 'name')}`,
    };
    const { compiler } = always(
      predicted('kubenet', { name: 'one' }),
      predicted('azure', { name: 'two' }),
      predicted('azure', { apiVersion: '2025-05-01' }),
    );
    const { wanted, found, report } = await marksAndScan(files, { compiler });
    expect(found).toEqual(wanted);
    expect(report.findings[0]?.declares.map(({ name }) => name)).toEqual(['one']);
  });

  it.each([
    ['an expression that only a deployment knows', [predicted("[reference('x').plugin]")]],
    ['a cluster that it left out', []],
    ['properties that are one expression', [predicted('kubenet', { properties: "[reference('x')]" })]],
  ])("leaves the source's answer for %s", async (_, resources) => {
    const { compiler } = always(...resources);
    const { wanted, found } = await marksAndScan(
      { 'lib.bicep': library, 'main.bicep': open("pick('old') «unknown»") },
      { compiler },
    );
    expect(found).toEqual(wanted);
  });

  it('leaves it to the version where it finds no plugin', async () => {
    const { compiler } = always(predicted(undefined));
    const { report } = await marksAndScan({ 'lib.bicep': library, 'main.bicep': open("pick('old')") }, { compiler });
    expect(report.findings[0]?.why).toContain('AKS decides by the Kubernetes version');
  });

  it('asks once for each parameter file, with its values, and gives what nobody gives as external', async () => {
    const { compiler, asked } = always(predicted('azure'));
    const values = { networkPlugin: { value: "it's $\u007Bx}" }, count: { value: 2 } };
    await marksAndScan(
      {
        'lib.bicep': library,
        'main.bicep': `param networkPlugin string\nparam count int\nparam env string\n${open('pick(networkPlugin)')}`,
        'a.parameters.json': JSON.stringify({ parameters: values }),
        'b.bicepparam': "using 'main.bicep'\nparam networkPlugin = 'old'\nparam count = 1\n",
      },
      { compiler },
    );
    const texts = asked.map(({ files, entry }) => `${entry}\n${files.get(entry)?.trim()}`);
    expect(texts).toEqual([
      "kubenet-audit-0.bicepparam\nusing 'main.bicep'\nparam networkPlugin = json('\"it\\'s \\$\u007Bx}\"')\nparam count = json('2')\nparam env = externalInput('kubenet.audit', 'env')",
      "b.bicepparam\nusing 'main.bicep'\nparam networkPlugin = 'old'\nparam count = 1\n\nparam env = externalInput('kubenet.audit', 'env')",
    ]);
  });

  it("names what it could not work out, and keeps the source's answer", async () => {
    const { compiler } = scripted(() => 'the compiler says: BCP057: no');
    const { found, report } = await marksAndScan(
      { 'lib.bicep': library, 'main.bicep': open("pick('old')") },
      { compiler },
    );
    expect(found).toEqual(['main.bicep:1 not-read', 'main.bicep:6 unknown']);
    expect(report.notRead[0]?.reason).toBe('its values could not be worked out: the compiler says: BCP057: no');
  });

  it.each(['not JSON', '{"predictedResources": 1}', '[]'])('names a snapshot of another shape: %s', async (json) => {
    const compiler: BicepCompiler = { snapshot: () => ({ json }) };
    const { report } = await marksAndScan({ 'lib.bicep': library, 'main.bicep': open("pick('old')") }, { compiler });
    expect(report.notRead[0]?.reason).toContain('another shape');
  });

  it('shows a cluster in a file that our parser does not read whole', async () => {
    const { compiler } = always(predicted('kubenet'));
    const text = `param a string = 'x' of of\n${cluster("'azure'").replace('= {', '= ((( {')}`;
    const { found } = await marksAndScan({ 'main.bicep': text }, { compiler });
    expect(found).toContain('main.bicep:2 creates-kubenet');
  });
});

describe('what it is never given', () => {
  it.each([
    [
      'a module of a registry',
      "module m 'br/public:avm/res/x:1.0.0' = {\n  name: 'm'\n}\n",
      'br/public:avm/res/x:1.0.0',
    ],
    ['a template spec', "module m 'ts:sub/rg/spec:1' = {\n  name: 'm'\n}\n", 'ts:sub/rg/spec:1'],
    ['a path that leads out', "var t = loadTextContent('../secret.txt')\n", '../secret.txt'],
    ['the same in escapes', "var t = loadTextContent('\\u{2e}\\u{2e}/secret.txt')\n", '../secret.txt'],
    ['a file whose name is worked out', "var up = '.'\nvar t = loadTextContent('$\u007Bup}./s.txt')\n", 'worked out'],
    ['a file whose name is a variable', "var f = 'x'\nvar t = loadYamlContent(f)\n", 'worked out'],
  ])('%s', async (_, text, said) => {
    const { compiler, asked } = always();
    const files = { 'lib.bicep': library, 'main.bicep': `${open("pick('old')")}${text}` };
    const { report } = await marksAndScan(files, { compiler });
    expect(asked).toEqual([]);
    expect(report.notRead.map(({ reason }) => reason).join()).toContain(said);
  });

  it("the folder's own settings", async () => {
    const { compiler, asked } = always();
    const text = `var s = loadJsonContent('bicepconfig.json')\nvar t = loadJsonContent('values.json')\n`;
    await marksAndScan(
      {
        'lib.bicep': library,
        'main.bicep': `${open("pick('old')")}${text}`,
        'bicepconfig.json': '{}',
        'values.json': '{}',
      },
      { compiler },
    );
    expect([...(asked[0]?.files.keys() ?? [])].sort()).toEqual([
      'kubenet-audit-0.bicepparam',
      'lib.bicep',
      'main.bicep',
      'values.json',
    ]);
  });
});

/** A program in the compiler's place. */
function program(name: string, script: string): string {
  const file = join(room, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('a call', () => {
  const ask = (compiler: BicepCompiler) =>
    compiler.snapshot(new Map([['a/m.bicepparam', "using 'x'"]]), 'a/m.bicepparam');
  const works = 'dir=$(dirname "$2"); cat "$dir/../bicepconfig.json" > "$dir/m.snapshot.json"';

  it('works in a folder of its own, which is gone afterwards', () => {
    const file = program('where', `${works}; echo "x(1,1) : Error BCP000: $PWD [https://aka.ms/x]" >&2; exit 1`);
    const answer = ask(bicepCompiler(file));
    const where = /BCP000: (\S+)$/.exec('refused' in answer ? answer.refused : '')?.[1] ?? '';
    expect(where).toContain('kubenet-audit-bicep-');
    expect(() => readdirSync(where)).toThrow('ENOENT');
    expect(ask(bicepCompiler(program('works', works)))).toEqual({ json: '{}\n' });
  });

  it('knows nothing of the environment but where home is, and no network', () => {
    vi.stubEnv('SECRET', 'hush');
    vi.stubEnv('NO_PROXY', '*');
    const said = ask(
      bicepCompiler(program('env', 'echo "x : Error BCP1: [$SECRET$NO_PROXY] $HTTPS_PROXY" >&2; exit 1')),
    );
    vi.unstubAllEnvs();
    expect(said).toEqual({ refused: 'the compiler says: BCP1: [] http://127.0.0.1:9' });
  });

  it('that takes too long is ended, and none is made after it', () => {
    const compiler = bicepCompiler(program('slow', 'exec sleep 60'), 50);
    const refused = { refused: 'the compiler took longer than 0.05 s' };
    expect([ask(compiler), ask(compiler)]).toMatchObject([refused, refused]);
  });

  it.each([
    ['prints without end', 'yes >&2', 'the compiler printed more than 4 MiB'],
    ['writes nothing', 'exit 0', 'the compiler wrote no snapshot'],
    ['writes without end', `head -c 20000000 /dev/zero > "$(dirname "$2")/m.snapshot.json"`, 'larger than 16 MiB'],
    ['ends with a code', 'exit 3', 'exit code 3'],
    [
      'says where the error is',
      'echo "m(1,7) : Error BCP104: The referenced module has errors. [https://a]" >&2; echo "x(2,1) : Error BCP018: Expected the \\"=\\"" >&2; exit 1',
      'BCP018: Expected the "="',
    ],
  ])('that %s is a reason', (name, script, said) => {
    expect(ask(bicepCompiler(program(name.replaceAll(' ', '-'), script)))).toMatchObject({
      refused: expect.stringContaining(said),
    });
  });

  it('to a program that cannot be run is a reason', () => {
    expect(ask(bicepCompiler(join(room, 'nobody')))).toMatchObject({ refused: expect.stringContaining('ENOENT') });
  });
});

describe('the compiler on the PATH', () => {
  const folder = (name: string) => {
    mkdirSync(join(room, name), { recursive: true });
    return join(room, name);
  };
  const withProgram = (name: string) => {
    program(join(folder(name), 'bicep').slice(room.length + 1), 'exit 0');
    return join(room, name);
  };

  it('is the first that can be run', () => {
    const [none, broken, good] = [folder('none'), folder('broken'), withProgram('good')];
    writeFileSync(join(broken, 'bicep'), '');
    expect(compilerOnPath([folder('code')], [none, broken, good].join(delimiter))).toBe(join(good, 'bicep'));
  });

  it("is none where it lies in what is scanned, by its own name or by a link's target", () => {
    const inside = withProgram('code/tools');
    const linked = folder('linked');
    symlinkSync(join(inside, 'bicep'), join(linked, 'bicep'));
    expect(compilerOnPath([join(room, 'code')], [inside, linked].join(delimiter))).toBeUndefined();
  });

  it('is none where the PATH hangs on the folder that the command runs in', () => {
    expect(compilerOnPath([folder('code')], ['', '.', 'tools'].join(delimiter))).toBeUndefined();
  });
});

const real = findBicep();
describe.runIf(real !== undefined)("Microsoft's compiler", () => {
  it('works out functions, imports, loops and modules, and leaves open what nobody gives', async () => {
    const compiler = bicepCompiler(real?.program ?? '', 600_000);
    const files: MarkedFiles = {
      'lib.bicep': library,
      'main.bicep': `import { pick } from 'lib.bicep'
param names array = ['old', 'new']
param env string
var kept = map(filter([{ n: 'azure' }, { n: 'kubenet' }], p => p.n != 'azure'), p => p.n)
resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = [for n in names: {
  name: '§{n}-aks-§{uniqueString(resourceGroup().id)}'
  location: resourceGroup().location
  properties: {
    networkProfile: { networkPlugin: pick(n) } «creates-kubenet»
  }
}]
resource other 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'other'
  properties: {
    networkProfile: { networkPlugin: env == 'x' ? pick('old') : pick('new') } «unknown»
  }
}
module inner 'modules/c.bicep' = {
  name: 'inner'
  params: { plugin: kept[0] }
}
`,
      'modules/c.bicep': `param plugin string\n${cluster('plugin «creates-kubenet»')}`,
      'main.parameters.json': JSON.stringify({ parameters: { names: { value: ['old', 'a'] } } }),
    };
    const { wanted, found } = await marksAndScan(files, { compiler });
    expect(found).toEqual(wanted);
  });
});
