import type { Place } from '../text/place.ts';
import type { Expression, ForExpression } from './expression.ts';
import { operate } from './operate.ts';
import { canTurn, withOtherwise } from './overridable.ts';
import { picked } from './pick.ts';
import { joinedPieces } from './pieces.ts';
import { choice, list, mapped, nullValue, object, scalar, textOf, unknown, type Value } from './value.ts';

/** What names and functions mean where an expression stands. */
export interface Scope {
  /** undefined where there is no such name. */
  name(name: string, at: Place): Value | undefined;
  /** `args` are worked out when asked for: `try` and `coalesce` need not ask for all. Undefined where the function is not known. */
  call(name: string, args: readonly (() => Value)[], at: Place): Value | undefined;
  /** Whether keys are found in any letter case. */
  readonly ignoresCase: boolean;
}

/** What an expression can be. Pure, total, and silent about nothing: what it does not do it answers as unknown, with the reason. */
export function evaluate(expression: Expression, scope: Scope): Value {
  const { at } = expression;
  switch (expression.kind) {
    case 'literal':
      return literalValue(expression);
    case 'template':
      return concatenated(
        expression.parts.map((part) => evaluate(part, scope)),
        at,
      );
    case 'name':
      return scope.name(expression.name, at) ?? unknown(`nothing in the folder is called ${expression.name}`, at);
    case 'member':
      return picked(evaluate(expression.of, scope), evaluate(expression.key, scope), expression.isComputed, at);
    case 'splat':
      return splat(evaluate(expression.of, scope), expression.path, at);
    case 'call':
      return call(expression, scope);
    case 'conditional':
      return conditional(expression, scope);
    case 'operation':
      return operate(
        expression.operator,
        expression.operands.map((each) => () => evaluate(each, scope)),
        at,
      );
    case 'list':
      return list(
        expression.items.map((item) => evaluate(item, scope)),
        at,
      );
    case 'object':
      return objectLiteral(expression, scope);
    case 'for':
      return forEach(expression, scope);
    case 'unread':
      return unknown(expression.reason, at);
  }
}

type Of<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

function literalValue({ value, at, source }: Of<'literal'>): Value {
  if (value === null) return nullValue(at);
  return source === undefined ? scalar(value, at) : { ...scalar(value, at), source };
}

/** Texts one after another; the first part that is not known makes the whole not known. */
export function concatenated(parts: readonly Value[], at: Place): Value {
  return parts.reduce<Value>(
    (before, part) => mapped(before, (start) => mapped(part, (end) => joinedTexts(start, end, at))),
    scalar('', at),
  );
}

function joinedTexts(start: Value, end: Value, at: Place): Value {
  const notKnown = [start, end].find((each) => each.kind === 'unknown');
  if (notKnown !== undefined) {
    const { reason, from } = notKnown;
    // With something before it, it is no more one of the values that the code lists.
    return {
      ...(textOf(start) === '' ? notKnown : unknown(reason, notKnown.at, from)),
      pieces: joinedPieces(start, end),
    };
  }
  if (start.kind !== 'scalar') return start;
  if (end.kind !== 'scalar') return unknown('a text is made of something that is no text', at);
  // A text that is one value and nothing else, and the value of `name=value`, stays where it is written.
  if (start.value === '') return { ...end, value: String(end.value) };
  const text = `${start.value}${end.value}`;
  return scalar(text, String(start.value).endsWith('=') ? end.at : start.at);
}

function splat(of: Value, path: readonly string[], at: Place): Value {
  return mapped(of, (value) => {
    if (value.kind === 'unknown') return value;
    const items = value.kind === 'list' ? value.items : value.kind === 'null' ? [] : [value];
    return list(
      items.map((item) => path.reduce<Value>((from, key) => picked(from, scalar(key, at), false, at), item)),
      at,
    );
  });
}

function call({ name, args, expands, at }: Of<'call'>, scope: Scope): Value {
  const given = args.map((arg) => () => evaluate(arg, scope));
  if (!expands) return scope.call(name, given, at) ?? unknown(`the function ${name} is not worked out`, at);
  const last = given.at(-1)?.();
  if (last?.kind !== 'list') return unknown(`the arguments of ${name} are not known`, at);
  const all = [...given.slice(0, -1), ...last.items.map((item) => () => item)];
  return scope.call(name, all, at) ?? unknown(`the function ${name} is not worked out`, at);
}

function conditional({ condition, yes, no, at }: Of<'conditional'>, scope: Scope): Value {
  return decided(
    evaluate(condition, scope),
    () => evaluate(yes, scope),
    () => evaluate(no, scope),
    at,
  );
}

/** The branch that a condition takes, with what the other gives where the caller can turn it round; both, as they may be, where nothing here decides it. */
export function decided(condition: Value, yes: () => Value, no: () => Value, at: Place): Value {
  return mapped(condition, (value) => {
    const truth = truthOf(value);
    if (truth !== undefined) {
      const [taken, other] = truth ? [yes, no] : [no, yes];
      return canTurn(value, (text) => text.toLowerCase() === 'true') ? withOtherwise(taken(), other()) : taken();
    }
    return choice(
      [yes, no].map((each) => ({ value: each(), certainty: 'maybe' })),
      at,
    );
  });
}

/** As HCL and Bicep see it: a truth value, or the text of one. */
export function truthOf(value: Value): boolean | undefined {
  const text = textOf(value)?.toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

function objectLiteral({ entries, at }: Of<'object'>, scope: Scope): Value {
  const known = new Map<string, Value>();
  let open: string | undefined;
  for (const { key, value } of entries) {
    const name = textOf(evaluate(key, scope));
    if (name === undefined) open = 'a key is worked out when the code runs';
    else known.set(name, evaluate(value, scope));
  }
  return object(known, at, { open, ignoresCase: scope.ignoresCase });
}

function forEach(expression: ForExpression & { readonly at: Place }, scope: Scope): Value {
  const { at } = expression;
  return mapped(evaluate(expression.collection, scope), (collection) => {
    if (collection.kind === 'unknown') return collection;
    if (collection.kind === 'object' && collection.open !== undefined) return unknown(collection.open, at);
    const results = entriesOf(collection, at).map((entry) => oneOf(expression, entry, scope));
    const kept = results.filter((result) => result !== undefined);
    if (expression.key === undefined) {
      return list(
        kept.map(({ value }) => value),
        at,
      );
    }
    const byKey = new Map(kept.map(({ key, value }) => [textOf(key) ?? '', value]));
    return object(byKey, at, { ignoresCase: scope.ignoresCase });
  });
}

function oneOf(expression: ForExpression, [key, value]: readonly [Value, Value], scope: Scope) {
  const inner: Scope = {
    ...scope,
    name: (name, at) =>
      name === expression.valueName ? value : name === expression.keyName ? key : scope.name(name, at),
  };
  if (expression.condition !== undefined && truthOf(evaluate(expression.condition, inner)) === false) return undefined;
  return {
    key: expression.key === undefined ? undefined : evaluate(expression.key, inner),
    value: evaluate(expression.value, inner),
  };
}

/** The keys and values of a list (its keys are indexes), a set or a map. */
export function entriesOf(collection: Value, at: Place): readonly (readonly [key: Value, value: Value])[] {
  if (collection.kind === 'list') return collection.items.map((item, index) => [scalar(index, at), item]);
  if (collection.kind !== 'object') return [];
  return collection.keys.map((key) => [scalar(key, at), collection.get(key) ?? nullValue(at)]);
}
