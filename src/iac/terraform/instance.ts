import { type Presence, presenceUnder, weaker } from '../judge/presence.ts';
import type { Place } from '../text/place.ts';
import { concatenated, entriesOf, evaluate, type Scope } from '../value/evaluate.ts';
import type { Expression } from '../value/expression.ts';
import { choice, lazyObject, nullValue, object, options, scalar, textOf, unknown, type Value } from '../value/value.ts';
import { type Attribute, type Block, blocksOf } from './body.ts';
import { callTerraform, type ReadNamedFile } from './functions.ts';
import { generatedName } from './generated-code.ts';
import { variableBlock } from './inputs.ts';
import type { TerraformModule } from './read-module.ts';

/** A module with the values it is called with: what its expressions are worked out in. */
export interface Instance {
  readonly module: TerraformModule;
  /** The module that a person applies; its lock file and provider versions hold for all below. */
  readonly root: TerraformModule;
  /** The folders of the modules from the root to this one: a module among its own ancestors is a loop. */
  readonly path: readonly string[];
  /** `aks` for `module.aks`; empty in the root. */
  readonly address: string;
  readonly input: (variable: Block) => Value;
  /** The outputs of a module block; undefined where it cannot be followed. */
  readonly output: (call: Block, name: string, scope: Scope) => Value | undefined;
  readonly readFile: ReadNamedFile;
  /** What Terragrunt fills into the code that it generates. */
  readonly generated?: ReadonlyMap<string, Value>;
  /** Locals that were worked out, or are being. */
  readonly locals: Map<string, Value | 'underWay'>;
  /** Of the module blocks that call it. */
  readonly presence: Presence;
  /** The module blocks themselves, from the root's to the nearest. */
  readonly calledAt: readonly Place[];
}

/** `each` of a `for_each`, or the index of a `count`. */
export interface Each {
  readonly key: Value;
  readonly value: Value;
}

export function scopeOf(instance: Instance, each?: Each, iterators: ReadonlyMap<string, Each> = new Map()): Scope {
  const scope: Scope = {
    ignoresCase: false,
    name: (name, at) => {
      const iterator = iterators.get(name) ?? (name === 'each' ? each : undefined);
      if (iterator !== undefined)
        return object(
          new Map([
            ['key', iterator.key],
            ['value', iterator.value],
          ]),
          at,
        );
      return (
        names[name]?.(instance, scope, at, each) ??
        declared('resource', name, instance, at) ??
        unknown(`${name} is known only when the code runs`, at)
      );
    },
    call: (name, args, at) => callTerraform(name, args, at, (path) => instance.readFile(path)),
  };
  return scope;
}

type NameReader = (instance: Instance, scope: Scope, at: Place, each: Each | undefined) => Value;

const names: Readonly<Record<string, NameReader>> = {
  var: (instance, _, at) =>
    lazyObject(at, (name) => {
      const variable = variableBlock(instance.module, name);
      return variable === undefined ? unknown(`there is no variable ${name}`, at) : instance.input(variable);
    }),
  local: (instance, _, at) => lazyObject(at, (name) => localValue(instance, name, at)),
  module: (instance, scope, at) =>
    lazyObject(at, (name) => {
      const call = blocksOf(instance.module.body, 'module').find(({ labels }) => labels[0] === name);
      if (call === undefined) return undefined;
      return lazyObject(
        at,
        (output) =>
          instance.output(call, output, scope) ??
          unknown(`the output ${output} of the module ${name} was not read`, at),
      );
    }),
  data: (instance, _, at) => lazyObject(at, (type) => declared('data', type, instance, at)),
  path: ({ module, root }, _, at) =>
    object(
      new Map([
        ['module', scalar(fromScannedFolder(module.folder), at)],
        ['root', scalar(fromScannedFolder(root.folder), at)],
        ['cwd', scalar(fromScannedFolder(root.folder), at)],
      ]),
      at,
    ),
  count: (_, __, at, each) => object(new Map([['index', each?.key ?? scalar(0, at)]]), at),
  [generatedName]: ({ generated }, _, at) => lazyObject(at, (name) => generated?.get(name)),
  terraform: (_, __, at) => lazyObject(at, () => unknown('the workspace is chosen when the code runs', at, 'caller')),
};

/** How `path.module` names a folder here, so that what is joined to it is found again whatever module asks. */
function fromScannedFolder(folder: string): string {
  return `@/${folder}`;
}

function localValue(instance: Instance, name: string, at: Place): Value {
  const known = instance.locals.get(name);
  if (known === 'underWay') return unknown(`local.${name} names itself`, at);
  if (known !== undefined) return known;
  const attribute = blocksOf(instance.module.body, 'locals')
    .map(({ body }) => body.attributes.get(name))
    .find((each) => each !== undefined);
  if (attribute === undefined) return unknown(`there is no local ${name}`, at);
  instance.locals.set(name, 'underWay');
  const value = evaluate(attribute.value, scopeOf(instance));
  instance.locals.set(name, value);
  return value;
}

/** What the code writes of the resources or data sources of a type, for `azurerm_resource_group.main.name`. Undefined where it has none. */
function declared(kind: 'resource' | 'data', type: string, instance: Instance, at: Place): Value | undefined {
  const blocks = blocksOf(instance.module.body, kind).filter(({ labels }) => labels[0] === type);
  if (blocks.length === 0) return undefined;
  return lazyObject(at, (name) => {
    const block = blocks.find(({ labels }) => labels[1] === name);
    if (block === undefined) return undefined;
    const isRepeated = block.body.attributes.has('for_each') || block.body.attributes.has('count');
    if (!isRepeated) return writtenAttributes(block, instance, undefined, at);
    return lazyObject(at, (key) => {
      const copy = repetitions(block, scopeOf(instance), 'stands').find(({ each }) => textOf(each?.key) === key);
      return copy && writtenAttributes(block, instance, copy.each, at);
    });
  });
}

function writtenAttributes(block: Block, instance: Instance, each: Each | undefined, at: Place): Value {
  return lazyObject(at, (name) => {
    const address = [...block.labels, name].join('.');
    const attribute = block.body.attributes.get(name);
    if (attribute === undefined) return notWritten(block, name, instance, each, at);
    if (instance.locals.get(address) === 'underWay') return unknown(`${address} names itself`, at);
    instance.locals.set(address, 'underWay');
    const value = evaluate(attribute.value, scopeOf(instance, each));
    instance.locals.delete(address);
    return value;
  });
}

/** Azure makes it; the id of a resource group ends with what its code calls it. */
function notWritten(block: Block, name: string, instance: Instance, each: Each | undefined, at: Place): Value {
  const value = unknown(`${[...block.labels, name].join('.')} is known only when the code runs`, at);
  const called = block.body.attributes.get('name');
  if (name !== 'id' || block.labels[0] !== 'azurerm_resource_group' || called === undefined) return value;
  const parts = [
    unknown(value.reason, at),
    scalar('/resourceGroups/', at),
    evaluate(called.value, scopeOf(instance, each)),
  ];
  return concatenated(parts, at);
}

/** A copy of a block with `for_each` or `count`. */
export interface Repetition {
  readonly each: Each | undefined;
  readonly presence: Presence;
}

/** More copies of a block say nothing new about it. */
const mostCopies = 50;

/** The copies of a block, no surer to stand than the module they are in; a single one where their number is not known. */
export function repetitions(block: Block, scope: Scope, within: Presence): readonly Repetition[] {
  const [forEach, count] = [block.body.attributes.get('for_each'), block.body.attributes.get('count')];
  const own = forEach === undefined ? counted(count, scope) : copies(forEach.value, scope);
  return own.map(({ each, presence }) => ({ each, presence: weaker(presence, within) }));
}

/** `count.index` is each of the numbers. */
function counted(count: Attribute | undefined, scope: Scope): readonly Repetition[] {
  if (count === undefined) return [{ each: undefined, presence: 'stands' }];
  const { at } = count;
  const number = evaluate(count.value, scope);
  const known = options(number).map(({ value }) => Number(textOf(value) ?? 'unknown'));
  const most = Math.min(Math.max(...known.map((each) => (Number.isNaN(each) ? 0 : each))), mostCopies);
  const indexes = Array.from(
    { length: most },
    (_, index) => ({ value: scalar(index, at), certainty: 'sure' }) as const,
  );
  const index =
    known.some(Number.isNaN) || most === 0 ? unknown('the number of copies is not known', at) : choice(indexes, at);
  return [{ each: { key: index, value: index }, presence: presenceUnder(number) }];
}

export function copies(collection: Expression, scope: Scope): readonly Repetition[] {
  const value = evaluate(collection, scope);
  const all = options(value).flatMap((option) =>
    copiesOf(option.value, collection.at).map(({ each, presence }) => ({
      each,
      presence: option.sure ? presence : weaker(presence, 'may-stand'),
    })),
  );
  return all.slice(0, mostCopies);
}

function copiesOf(value: Value, at: Place): readonly Repetition[] {
  if (value.kind === 'unknown') return [{ each: { key: value, value }, presence: 'stands' }];
  const each = entriesOf(value, at).map(
    ([key, item]): Repetition => ({
      // The members of a set are their own keys.
      each: { key: value.kind === 'list' && item.kind === 'scalar' ? item : key, value: item },
      presence: 'stands',
    }),
  );
  return each.length > 0 ? each : [{ each: { key: nullValue(at), value: nullValue(at) }, presence: 'off' }];
}
