import type { Place } from '../text/place.ts';
import type { Expression } from '../value/expression.ts';
import { overridable } from '../value/overridable.ts';
import {
  choice,
  list,
  mapped,
  nullValue,
  type ObjectValue,
  type Option,
  object,
  unknown,
  type Value,
} from '../value/value.ts';
import { type Block, blocksOf } from './body.ts';
import type { TerraformModule } from './read-module.ts';

/** A file of variable values. */
export interface VariableFile {
  readonly path: string;
  /** Whether Terraform reads it unasked; the others are named on the command line. */
  readonly isAutomatic: boolean;
  readonly values: ReadonlyMap<string, Value>;
}

/** Evaluates what may stand in a default or a variable file: no names, no functions but the pure ones. */
export type Constant = (expression: Expression) => Value;

export function variableBlock(module: TerraformModule, name: string): Block | undefined {
  return blocksOf(module.body, 'variable').find(({ labels }) => labels[0] === name);
}

/**
 * What a variable of a module that nobody in the folder calls can be: the last automatic file's value, else the default, else the
 * caller's. Files that must be named count as given, since they are kept to be. A default that a file overrides only may come back.
 * @param files in Terraform's order of precedence, lowest first
 */
export function rootInput(variable: Block, files: readonly VariableFile[], constant: Constant): Value {
  const [name = ''] = variable.labels;
  const valuesOf = (those: readonly VariableFile[]) => those.flatMap(({ values }) => values.get(name) ?? []);
  const automatic = valuesOf(files.filter((file) => file.isAutomatic));
  const named = valuesOf(files.filter((file) => !file.isAutomatic));
  const fallback = defaultOf(variable, constant);
  const effective =
    automatic.at(-1) ?? (fallback && overridable(fallback)) ?? (named.length > 0 ? undefined : fromCaller(variable));
  const overridden = [...automatic.slice(0, -1), ...(automatic.length > 0 && fallback !== undefined ? [fallback] : [])];
  return typed(
    variable,
    [...(effective === undefined ? [] : [sure(effective)]), ...named.map(sure), ...overridden.map(maybe)],
    constant,
  );
}

/** What a variable of such a module is with the values of these files, the last of which wins, and of no others. */
export function appliedInput(variable: Block, files: readonly VariableFile[], constant: Constant): Value {
  const [name = ''] = variable.labels;
  const given = files.findLast(({ values }) => values.has(name))?.values.get(name);
  return typed(variable, [sure(given ?? defaultOf(variable, constant) ?? fromCaller(variable))], constant);
}

/** What a variable is where a module block calls it, with this value or without any. */
export function calledInput(variable: Block, given: Value | undefined, constant: Constant): Value {
  const fallback = defaultOf(variable, constant);
  if (given === undefined) return typed(variable, [sure(fallback ?? fromCaller(variable))], constant);
  if (fallback === undefined) return typed(variable, [sure(given)], constant);
  const replacesNull = isNotNullable(variable, constant);
  const effective = mapped(given, (value) => (value.kind === 'null' && replacesNull ? fallback : value));
  return typed(variable, [sure(effective), maybe(fallback)], constant);
}

/** The module's own default, where another value stands in the way of it. */
function defaultOf(variable: Block, constant: Constant): Value | undefined {
  const fallback = variable.body.attributes.get('default');
  return fallback && constant(fallback.value);
}

function fromCaller(variable: Block): Value {
  return unknown(`the variable ${variable.labels[0]} has no default`, variable.at, 'caller');
}

function isNotNullable(variable: Block, constant: Constant): boolean {
  const nullable = variable.body.attributes.get('nullable');
  const value = nullable && constant(nullable.value);
  return value?.kind === 'scalar' && value.value === false;
}

function sure(value: Value): Option {
  return { value, certainty: 'sure' };
}

function maybe(value: Value): Option {
  return { value, certainty: 'maybe' };
}

function typed(variable: Block, given: readonly Option[], constant: Constant): Value {
  const type = variable.body.attributes.get('type')?.value;
  const value = choice(given, variable.at);
  return type === undefined ? value : withTypeDefaults(value, type, constant);
}

/** Fills what `optional(type, default)` fills, at any depth. */
function withTypeDefaults(value: Value, type: Expression, constant: Constant): Value {
  if (type.kind !== 'call') return value;
  const [argument] = type.args;
  if (argument === undefined) return value;
  if (type.name === 'optional') return withTypeDefaults(value, argument, constant);
  return mapped(value, (each) => {
    if (type.name === 'object' && each.kind === 'object' && argument.kind === 'object') {
      return objectWithDefaults(each, argument, constant);
    }
    if (each.kind === 'list')
      return list(
        each.items.map((item) => withTypeDefaults(item, argument, constant)),
        each.at,
      );
    return each.kind === 'object' && type.name === 'map' ? mapWithDefaults(each, argument, constant) : each;
  });
}

function mapWithDefaults(value: ObjectValue, type: Expression, constant: Constant): ObjectValue {
  return {
    ...value,
    get: (key) => {
      const found = value.get(key);
      return found && withTypeDefaults(found, type, constant);
    },
  };
}

function objectWithDefaults(
  value: ObjectValue,
  type: Extract<Expression, { kind: 'object' }>,
  constant: Constant,
): Value {
  const entries = new Map<string, Value>(value.keys.map((key) => [key, value.get(key) ?? nullValue(value.at)]));
  for (const { key, value: member } of type.entries) {
    if (key.kind !== 'literal') continue;
    const name = String(key.value);
    const given = entries.get(name);
    const isMissing = given === undefined || given.kind === 'null';
    entries.set(
      name,
      isMissing ? memberDefault(member, given?.at ?? value.at, constant) : withTypeDefaults(given, member, constant),
    );
  }
  return object(entries, value.at, { open: value.open });
}

function memberDefault(member: Expression, at: Place, constant: Constant): Value {
  const fallback = member.kind === 'call' && member.name === 'optional' ? member.args[1] : undefined;
  if (fallback === undefined || member.kind !== 'call') return nullValue(at);
  const [type] = member.args;
  const value = constant(fallback);
  return type === undefined ? value : withTypeDefaults(value, type, constant);
}
