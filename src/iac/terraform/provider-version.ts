import { azurermMigratesFrom } from '../dated-defaults.ts';
import type { ProviderVersion } from '../judge/claim.ts';
import { evaluate, type Scope } from '../value/evaluate.ts';
import { textOf } from '../value/value.ts';
import { blocksOf } from './body.ts';
import { compareVersions } from './compare-versions.ts';
import type { TerraformModule } from './read-module.ts';

/** Which azurerm runs: the version that the root's lock file names, else what the constraints of the root and of the module allow. */
export function azurermVersion(root: TerraformModule, module: TerraformModule, scope: Scope): ProviderVersion {
  const locked = lockedVersion(root, scope);
  if (locked !== undefined) {
    const replaces = compareVersions(locked.version, azurermMigratesFrom.version) < 0;
    return { said: `locked at ${locked.version}`, replaces, at: locked.at };
  }
  const constraints = [...new Set([root, module])].flatMap((each) => constraintsOf(each, scope));
  const said = [...new Set(constraints.map(({ text }) => text))].join(', ');
  return { said, replaces: allReplace(constraints.flatMap(({ text }) => parts(text))), at: constraints[0]?.at };
}

function lockedVersion({ lock }: TerraformModule, scope: Scope) {
  const block = lock?.blocks.find(({ labels }) => /\/hashicorp\/azurerm$/.test(labels[0] ?? ''));
  const version = block?.body.attributes.get('version');
  const text = version && textOf(evaluate(version.value, scope));
  return text === undefined || version === undefined ? undefined : { version: text, at: version.at };
}

function constraintsOf(module: TerraformModule, scope: Scope) {
  const required = blocksOf(module.body, 'terraform').flatMap(({ body }) => blocksOf(body, 'required_providers'));
  const old = blocksOf(module.body, 'provider').filter(({ labels }) => labels[0] === 'azurerm');
  const said = required.flatMap(({ body }) => body.attributes.get('azurerm') ?? []);
  const versions = old.flatMap(({ body }) => body.attributes.get('version') ?? []);
  return [...said, ...versions].flatMap(({ value, at }) => {
    const read = evaluate(value, scope);
    const text = read.kind === 'object' ? textOf(read.get('version')) : textOf(read);
    return text === undefined ? [] : [{ text, at }];
  });
}

interface Constraint {
  readonly operator: string;
  readonly version: string;
}

function parts(text: string): Constraint[] {
  return text.split(',').flatMap((part) => {
    const [, operator = '=', version] = /^\s*(=|!=|>=|<=|>|<|~>)?\s*v?(\d[\w.-]*)\s*$/.exec(part) ?? [];
    return version === undefined ? [] : [{ operator, version }];
  });
}

/** true: no allowed version changes in place; false: all do; undefined: it depends on the one that is installed. */
function allReplace(constraints: readonly Constraint[]): boolean | undefined {
  const from = azurermMigratesFrom.version;
  if (constraints.some((each) => endsBefore(each, from))) return true;
  return constraints.some((each) => startsAt(each, from)) ? false : undefined;
}

function endsBefore({ operator, version }: Constraint, from: string): boolean {
  if (operator === '~>') return compareVersions(pessimisticEnd(version), from) <= 0;
  const order = compareVersions(version, from);
  return operator === '<' ? order <= 0 : (operator === '=' || operator === '<=') && order < 0;
}

function startsAt({ operator, version }: Constraint, from: string): boolean {
  return ['=', '>=', '>', '~>'].includes(operator) && compareVersions(version, from) >= 0;
}

/** `~> 4.40` allows below 5, `~> 4.40.0` below 4.41. */
function pessimisticEnd(version: string): string {
  const numbers = version.split('.').map(Number);
  const kept = numbers.slice(0, -1);
  return [...kept.slice(0, -1), (kept.at(-1) ?? numbers[0] ?? 0) + 1].join('.');
}
