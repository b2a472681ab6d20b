import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freeNames } from '../../scripts/bicep/free-names.ts';
import { type BicepFile, readInfraFiles } from '../../scripts/bicep/infra-files.ts';
import { type Declaration, type Expression, plainText, property, within } from '../../scripts/bicep/syntax.ts';

const root = join(import.meta.dirname, '../..');
const files = readInfraFiles(root);
const byPath = new Map(files.map((file) => [file.path, file]));

/** https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions */
const functions = new Set(
  `cidrSubnet contains empty environment filter guid items join length loadJsonContent loadTextContent managementGroup map replace
   resourceGroup split string subscription subscriptionResourceId take tenant tenantResourceId toLower toObject trim union uniqueString
   allowed description maxLength maxValue metadata minLength minValue secure`.split(/\s+/),
);

describe.each(files.map((file) => [file.path, file] as const))('infra/%s', (path, { declarations, source }) => {
  const expressions = declarations.flatMap(expressionsOf);
  const names = declarations.map(({ name }) => name).filter((name) => name !== '');
  const used = new Set(expressions.flatMap(freeNames));
  const inputs = declarations.filter(({ kind }) => kind === 'param' || kind === 'var');

  it('uses only what it declares', () => {
    expect([...used].filter((name) => !names.includes(name))).toEqual([]);
  });

  it('declares nothing twice', () => {
    const keys = declarations.map(({ kind, name }) => `${kind === 'output' ? 'output' : ''} ${name}`);

    expect(keys).toHaveLength(new Set(keys).size);
  });

  it('uses every parameter and variable', () => {
    expect(inputs.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
  });

  it('calls only functions that Bicep has', () => {
    const called = expressions.flatMap((each) => [...within(each)]).filter((each) => each.kind === 'call');
    const unknown = called
      .map(({ callee }) => (callee.kind === 'name' ? callee.name : ''))
      .filter((name) => !functions.has(name));

    expect(unknown).toEqual([]);
  });

  it('gives each module what it takes, and takes what it gives', () => {
    const problems = declarations
      .filter(({ kind }) => kind === 'module')
      .flatMap((each) => moduleProblems(path, each, expressions));

    expect(problems).toEqual([]);
  });

  it('loads only files that are there', () => {
    const loads = expressions
      .flatMap((each) => [...within(each)])
      .filter((each) => each.kind === 'call' && each.callee.kind === 'name' && each.callee.name.startsWith('load'));
    const loaded = loads.map((each) => (each.kind === 'call' ? plainText(each.args[0]) : undefined));

    expect(loaded.filter((file) => !existsSync(join(root, 'infra', dirname(path), file ?? '')))).toEqual([]);
  });

  it('keeps no key, and asks for none', () => {
    expect(source).not.toMatch(/listKeys|listAccountSas|AccountKey=|allowSharedKeyAccess: (?!false)/i);
  });

  it('names no host of one cloud', () => {
    const hosts = /(windows\.net|azure\.(com|net|us|cn)|microsoftonline|usgovcloudapi|chinacloudapi)/i;
    const lines = source
      .split('\n')
      .filter((line) => hosts.test(line) && !line.includes('https://learn.microsoft.com/'));

    expect(lines).toEqual([]);
  });
});

it('storage takes no key', () => {
  const account = byPath.get('modules/storage.bicep')?.declarations.find(({ name }) => name === 'account');

  expect(property(property(account?.value, 'properties'), 'allowSharedKeyAccess')).toEqual({
    kind: 'literal',
    value: false,
  });
});

function expressionsOf({ condition, value, decorators }: Declaration): Expression[] {
  return [condition, value, ...decorators].filter((each) => each !== undefined);
}

function moduleProblems(path: string, module: Declaration, expressions: readonly Expression[]): string[] {
  const target: BicepFile | undefined = byPath.get(join(dirname(path), module.type));
  if (target === undefined) return [`${module.type} is not there`];
  const declared = (kind: Declaration['kind']) => target.declarations.filter((each) => each.kind === kind);
  const params = property(module.value?.kind === 'loop' ? module.value.body : module.value, 'params');
  const given = params?.kind === 'object' ? params.entries.map(({ key }) => plainText(key) ?? '') : [];
  const needed = declared('param').filter(({ value }) => value === undefined);
  const taken = expressions.flatMap((each) => [...within(each)]).flatMap((each) => outputOf(module.name, each));
  return [
    ...given
      .filter((name) => declared('param').every((each) => each.name !== name))
      .map((name) => `${module.name} does not take ${name}`),
    ...needed.filter(({ name }) => !given.includes(name)).map(({ name }) => `${module.name} is not given ${name}`),
    ...taken
      .filter((name) => declared('output').every((each) => each.name !== name))
      .map((name) => `${module.name} does not give ${name}`),
  ];
}

/** `x` of `module.outputs.x`. */
function outputOf(module: string, expression: Expression): string[] {
  if (expression.kind !== 'member' || expression.target.kind !== 'member' || expression.target.name !== 'outputs')
    return [];
  const { target } = expression.target;
  return target.kind === 'name' && target.name === module ? [expression.name] : [];
}
