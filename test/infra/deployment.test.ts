import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readInfraFiles } from '../../scripts/bicep/infra-files.ts';
import { type Declaration, type Expression, plainText, property, within } from '../../scripts/bicep/syntax.ts';
import { settingList } from '../../src/config/setting-list.ts';
import { readStorageSettings } from '../../src/config/storage-settings.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const files = new Map(readInfraFiles(root).map(({ path, declarations }) => [path, declarations]));
const main = files.get('main.bicep') ?? [];
const functionApp = files.get('modules/function-app.bicep') ?? [];
const parameters = z
  .object({ parameters: z.record(z.string(), z.object({ value: z.unknown() })) })
  .parse(JSON.parse(read('infra/main.parameters.json'))).parameters;

describe('the parameters file', () => {
  const declared = main.filter(({ kind }) => kind === 'param');

  it('sets every parameter, and no other', () => {
    expect(Object.keys(parameters)).toEqual(declared.map(({ name }) => name));
  });

  it('says what the template says, where nothing is chosen', () => {
    const differing = declared.filter(({ name, value }) => {
      const given = defaultOf(parameters[name]?.value);
      return value !== undefined && given !== undefined && given !== writtenValue(value);
    });

    expect(differing.map(({ name }) => name)).toEqual([]);
  });
});

describe('azure.yaml', () => {
  const text = read('azure.yaml');

  it('deploys what the build makes to the site that carries its name', () => {
    const tag = property(named(main, 'functionApp').value, 'params');

    expect(text).toMatch(/^ {2}app:$/m);
    expect(text).toMatch(/^ {4}dist: dist\/app$/m);
    expect(text).toMatch(/^ {4}remoteBuild: false$/m);
    expect(texts(tag)).toEqual(expect.arrayContaining(['azd-service-name', 'app']));
    expect(texts(named(main, 'allTags').value)).toContain('azd-env-name');
  });

  it('runs hooks that are there, with values that the deployment gives', () => {
    const scripts = [...text.matchAll(/run: (\S+)/g)].map(([, path]) => read(path ?? ''));
    const outputs = main.filter(({ kind }) => kind === 'output').map(({ name }) => name);
    const environment = Object.values(parameters).flatMap(({ value }) => /^\$\{(\w+)/.exec(String(value))?.[1] ?? []);
    const needed = scripts.flatMap((script) =>
      [...script.matchAll(/\b(?:AUDIT|AZURE)_[A-Z_]+\b/g)].map(([name]) => name),
    );

    expect(scripts).toHaveLength(2);
    expect([...new Set(needed)].filter((name) => ![...outputs, ...environment].includes(name))).toEqual([]);
  });
});

describe('app settings', () => {
  const given = keysOf(property(property(named(main, 'functionApp').value, 'params'), 'settings'));
  const own = given.filter((name) => name.startsWith('KUBENET_AUDIT_'));

  it('are all read by the app', () => {
    expect(given).toEqual(own);
    expect(own.filter((name) => !Object.hasOwn(settingList.shape, name))).toEqual([]);
  });

  it('leave out only what has a default, or may be left out', () => {
    const left = Object.entries(settingList.shape).filter(([name]) => !own.includes(name));

    expect(left.filter(([, schema]) => !schema.safeParse(undefined).success).map(([name]) => name)).toEqual([]);
    expect(settingList.safeParse({}).success).toBe(true);
  });

  it('connect the storage by identity, as the app reads a connection', () => {
    const settings = Object.fromEntries(
      keysOf(named(functionApp, 'storageSettings').value).map((name) => [name, exampleOf(name)]),
    );

    expect(readStorageSettings(settings, 'public')).toMatchObject({
      connection: 'AzureWebJobsStorage',
      tableEndpoint: 'https://contoso.example/',
      queueEndpoint: 'https://contoso.example/',
      clientId: 'an id',
      isManagedIdentity: true,
    });
    expect(Object.keys(settings)).toContain('AzureWebJobsStorage__blobServiceUri');
  });

  it('let the app sign in with its own identity and no other', () => {
    expect(keysOf(named(functionApp, 'identitySettings').value)).toEqual([
      'AZURE_CLIENT_ID',
      'AZURE_TOKEN_CREDENTIALS',
    ]);
  });

  it('hold none of what Flex Consumption refuses', () => {
    const all = functionApp.flatMap(({ value }) => (value === undefined ? [] : texts(value)));
    const refused =
      /^(FUNCTIONS_WORKER_RUNTIME|FUNCTIONS_EXTENSION_VERSION|WEBSITE_NODE_DEFAULT_VERSION|WEBSITE_RUN_FROM_PACKAGE|WEBSITE_CONTENT.*|WEBSITE_TIME_ZONE)$/;

    expect(all.filter((text) => refused.test(text))).toEqual([]);
  });
});

describe('built-in roles', () => {
  /** https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
  const known = {
    'acdd72a7-3385-48ef-bd42-f606fba81ae7': 'Reader',
    'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': 'Storage Blob Data Owner',
    '974c5e8b-45b9-4653-ba55-5f855dd0fb88': 'Storage Queue Data Contributor',
    '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': 'Storage Table Data Contributor',
    '3913510d-42f4-4e42-8a64-420c390055eb': 'Monitoring Metrics Publisher',
    '4633458b-17de-408a-b874-0445c86b69e6': 'Key Vault Secrets User',
  };

  it('are those the app needs, and no more', () => {
    const guids = [...files.values()].flat().flatMap(({ value }) => (value === undefined ? [] : texts(value)));
    const found = guids.filter((text) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text));

    expect([...new Set(found)].sort()).toEqual(Object.keys(known).sort());
  });
});

function named(declarations: readonly Declaration[], name: string): Declaration {
  const found = declarations.find((each) => each.name === name);
  if (found === undefined) throw new Error(`infra declares no ${name}`);
  return found;
}

function keysOf(object: Expression | undefined): string[] {
  if (object?.kind === 'call') return object.args.flatMap(keysOf);
  return object?.kind === 'object' ? object.entries.map(({ key }) => plainText(key) ?? '') : [];
}

function texts(expression: Expression | undefined): string[] {
  if (expression === undefined) return [];
  return [...within(expression)].flatMap((each) => plainText(each) ?? []);
}

/** What azd gives when the variable is not set; undefined where it would ask. */
function defaultOf(given: unknown): string | undefined {
  if (typeof given !== 'string') return JSON.stringify(given);
  return /^\$\{\w+=(.*)\}$/.exec(given)?.[1];
}

function writtenValue(expression: Expression): string {
  if (expression.kind === 'number' || expression.kind === 'literal') return JSON.stringify(expression.value);
  if (expression.kind === 'object') return '{}';
  return expression.kind === 'array' ? '[]' : (plainText(expression) ?? '');
}

function exampleOf(setting: string): string {
  if (setting.endsWith('Uri')) return 'https://contoso.example/';
  return setting.endsWith('__credential') ? 'managedidentity' : 'an id';
}
