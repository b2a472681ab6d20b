import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { settingList } from '../../src/config/setting-list.ts';
import { readStorageSettings } from '../../src/config/storage-settings.ts';
import { appSettingsOf, root, snapshots } from './snapshots.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const template = z
  .object({
    parameters: z.record(
      z.string(),
      z.object({ type: z.string().optional(), $ref: z.string().optional(), defaultValue: z.unknown().optional() }),
    ),
    outputs: z.record(z.string(), z.unknown()),
  })
  .parse(JSON.parse(read('infra/main.json')));
const parameters = z
  .object({ parameters: z.record(z.string(), z.object({ value: z.unknown() })) })
  .parse(JSON.parse(read('infra/main.parameters.json'))).parameters;

describe('the parameters file', () => {
  it('sets every parameter, and no other', () => {
    expect(Object.keys(parameters)).toEqual(Object.keys(template.parameters));
  });

  it('says what the template says, where nothing is chosen', () => {
    const differing = Object.entries(template.parameters).filter(([name, { defaultValue }]) => {
      const given = defaultOf(parameters[name]?.value);
      return defaultValue !== undefined && given !== asText(defaultValue);
    });

    expect(differing.map(([name]) => name)).toEqual([]);
  });

  it('is offered in docs/deploy.md, name by name', () => {
    const page = read('docs/deploy.md');
    const variables = Object.values(parameters).flatMap(({ value }) => /^\$\{(\w+)=/.exec(String(value))?.[1] ?? []);
    const unnamed = Object.keys(template.parameters).filter((name) => !page.includes(`\`${name}\``));

    expect(variables.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
    expect(unnamed).toEqual(['environmentName', 'location']);
  });
});

it('each set of parameters has its snapshot, and docs/deploy.md says which there are', () => {
  const sets = globSync('infra/deployments/*.bicepparam', { cwd: root }).map((path) =>
    path.replace(/^.*\/|\.\w+$/g, ''),
  );

  expect([...snapshots.keys()].sort()).toEqual(sets.sort());
  expect(sets.filter((set) => !read('docs/deploy.md').includes(`\`${set}\``))).toEqual([]);
});

it('no parameter is an object or a list of anything', () => {
  const text = globSync('infra/**/*.bicep', { cwd: root }).map(read).join('\n');

  expect(text.match(/^(param|output) \w+ (object|array)\b.*$/gm)).toBeNull();
});

describe('azure.yaml', () => {
  const text = read('azure.yaml');

  it('deploys what the build makes to the site that carries its name', () => {
    const sites = snapshots.get('defaults')?.predictedResources.filter(({ type }) => type === 'Microsoft.Web/sites');
    const [site] = z
      .array(z.object({ tags: z.unknown() }))
      .parse(
        JSON.parse(read('infra/deployments/defaults.snapshot.json')).predictedResources.filter(
          ({ type }: { type: string }) => type === 'Microsoft.Web/sites',
        ),
      );

    expect(text).toMatch(/^ {2}app:$/m);
    expect(text).toMatch(/^ {4}dist: dist\/app$/m);
    expect(text).toMatch(/^ {4}remoteBuild: false$/m);
    expect(sites).toHaveLength(1);
    expect(site?.tags).toEqual({ 'azd-env-name': 'kubenet-audit', 'azd-service-name': 'app' });
  });

  it('runs hooks that are there, with values that the deployment gives', () => {
    const scripts = [...text.matchAll(/run: (\S+)/g)].map(([, path]) => read(path ?? ''));
    const environment = Object.values(parameters).flatMap(({ value }) => /^\$\{(\w+)/.exec(String(value))?.[1] ?? []);
    const needed = scripts.flatMap((script) =>
      [...script.matchAll(/\b(?:AUDIT|AZURE)_[A-Z_]+\b/g)].map(([name]) => name),
    );
    const given = [...Object.keys(template.outputs), ...environment];

    expect(scripts).toHaveLength(4);
    expect([...new Set(needed)].filter((name) => !given.includes(name))).toEqual([]);
  });
});

describe('app settings', () => {
  const sets = [...snapshots.keys()].filter((set) => set !== 'management-group-role');
  const given = new Set(sets.flatMap((set) => Object.keys(appSettingsOf(set))));
  const own = [...given].filter((name) => /^KUBENET_AUDIT_(?!STORAGE__)/.test(name));

  it('are all read by the app', () => {
    expect(own.filter((name) => !Object.hasOwn(settingList.shape, name))).toEqual([]);
    expect(own.length).toBeGreaterThan(6);
  });

  it('leave out only what has a default, or may be left out', () => {
    expect(settingList.safeParse({}).success).toBe(true);
  });

  it("connect the app's tables and queues by an identity, as the app reads a connection", () => {
    const settings = Object.fromEntries(
      Object.keys(appSettingsOf('defaults')).map((name) => [name, exampleOf(name)] as const),
    );

    expect(readStorageSettings(settings, 'public')).toMatchObject({
      connection: 'KUBENET_AUDIT_STORAGE',
      tableEndpoint: 'https://contoso.example/',
      queueEndpoint: 'https://contoso.example/',
      clientId: 'an id',
      isManagedIdentity: true,
    });
    expect(Object.keys(settings)).toContain('AzureWebJobsStorage__blobServiceUri');
  });

  it('hold none of what Flex Consumption refuses', () => {
    const refused =
      /^(FUNCTIONS_WORKER_RUNTIME|FUNCTIONS_EXTENSION_VERSION|WEBSITE_NODE_DEFAULT_VERSION|WEBSITE_RUN_FROM_PACKAGE|WEBSITE_CONTENT.*|WEBSITE_TIME_ZONE)$/;

    expect([...given].filter((name) => refused.test(name))).toEqual([]);
  });
});

it('no template keeps or asks for a key, or names a host of one cloud', () => {
  const keys = /listKeys|listAccountSas|AccountKey=|allowSharedKeyAccess: (?!false)/i;
  const hosts = /(windows\.net|azure\.(com|net|us|cn)|microsoftonline|usgovcloudapi|chinacloudapi)/i;
  const lines = globSync('infra/**/*.bicep', { cwd: root }).flatMap((path) => read(path).split('\n'));

  expect(lines.filter((line) => keys.test(line))).toEqual([]);
  expect(lines.filter((line) => hosts.test(line) && !line.includes('https://learn.microsoft.com/'))).toEqual([]);
});

/** What azd gives when the variable is not set; undefined where it would ask. */
function defaultOf(given: unknown): string | undefined {
  if (typeof given !== 'string') return JSON.stringify(given);
  return /^\$\{\w+=(.*)\}$/.exec(given)?.[1];
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function exampleOf(setting: string): string {
  if (setting.endsWith('Uri')) return 'https://contoso.example/';
  return setting.endsWith('__credential') ? 'managedidentity' : 'an id';
}
