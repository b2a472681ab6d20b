import { callArm } from '../arm/functions.ts';
import type { Place } from '../text/place.ts';
import { decided } from '../value/evaluate.ts';
import { operate } from '../value/operate.ts';
import { choice, mapped, nullValue, scalar, textOf, unknown, type Value } from '../value/value.ts';

type Argument = () => Value;
type Arguments = readonly Argument[];

/** Functions of Azure Pipelines and GitHub that decide which value arrives; undefined for every other. Texts are compared without regard to case. */
export function callPipeline(name: string, args: Arguments, at: Place): Value | undefined {
  const called = name.toLowerCase();
  const own = functions[called];
  return own === undefined ? callArm(asInArm[called] ?? called, args, at, () => undefined) : own(args, at);
}

/** What ARM's templates have under another name, or under the same. */
const asInArm: Readonly<Record<string, string>> = { lower: 'toLower', upper: 'toUpper', fromjson: 'json' };

const functions: Readonly<Record<string, (args: Arguments, at: Place) => Value>> = {
  '||': firstThat(true),
  '&&': firstThat(false),
  '==': (args, at) => operate('=~', args, at),
  '!=': (args, at) => operate('!~', args, at),
  '<': (args, at) => operate('<', args, at),
  '<=': (args, at) => operate('<=', args, at),
  '>': (args, at) => operate('>', args, at),
  '>=': (args, at) => operate('>=', args, at),
  eq: (args, at) => operate('=~', args, at),
  ne: (args, at) => operate('!~', args, at),
  ge: (args, at) => operate('>=', args, at),
  le: (args, at) => operate('<=', args, at),
  gt: (args, at) => operate('>', args, at),
  lt: (args, at) => operate('<', args, at),
  in: (args, at) => isOneOf(args, at),
  notin: (args, at) => operate('!', [() => isOneOf(args, at)], at),
  containsvalue: ([holder, wanted], at) =>
    isOneOf(
      [wanted, holder].flatMap((each) => each ?? []),
      at,
    ),
  coalesce: (args, at) => firstWhere(args, at, (value) => value.kind !== 'null' && textOf(value) !== ''),
  iif: (args, at) => branched(args, at),
  startswith: (args, at) => compared(args, at, (text, part) => text.startsWith(part)),
  endswith: (args, at) => compared(args, at, (text, part) => text.endsWith(part)),
};

/** `a || b` and `a && b` as GitHub has them: one of the operands, not a truth. */
function firstThat(isTaken: boolean): (args: Arguments, at: Place) => Value {
  return ([first, second], at) =>
    mapped(first?.() ?? nullValue(at), (value) => {
      const truth = isTruthy(value);
      if (truth !== undefined) return truth === isTaken ? value : (second?.() ?? value);
      const other = second?.() ?? value;
      // Whatever the first is: with a second that is false, `&&` holds for nothing.
      if (!isTaken && isTruthy(other) === false) return other;
      return choice(
        [value, other].map((each) => ({ value: each, certainty: 'maybe' })),
        at,
      );
    });
}

/** undefined where it is not known. */
function isTruthy(value: Value): boolean | undefined {
  if (value.kind === 'unknown') return undefined;
  return value.kind === 'scalar'
    ? value.value !== '' && value.value !== 0 && value.value !== false
    : value.kind !== 'null';
}

function isOneOf([wanted, ...those]: Arguments, at: Place): Value {
  if (wanted === undefined) return unknown('an argument is missing', at);
  const each = those.flatMap((each1): Argument[] => {
    const value = each1();
    return value.kind === 'list' ? value.items.map((item) => () => item) : [() => value];
  });
  return each.reduce<Value>(
    (found, one) => operate('||', [() => found, () => operate('=~', [wanted, one], at)], at),
    scalar(false, at),
  );
}

function firstWhere(args: Arguments, at: Place, isGiven: (value: Value) => boolean): Value {
  const [first, ...rest] = args;
  if (first === undefined) return nullValue(at);
  return mapped(first(), (value) => {
    if (value.kind !== 'unknown') return isGiven(value) || rest.length === 0 ? value : firstWhere(rest, at, isGiven);
    // Whether it is empty nobody here knows, so that what follows may arrive.
    const next = rest.length === 0 ? [] : [firstWhere(rest, at, isGiven)];
    return choice(
      [value, ...next].map((each) => ({ value: each, certainty: 'maybe' })),
      at,
    );
  });
}

function branched([condition, yes, no]: Arguments, at: Place): Value {
  if (condition === undefined || yes === undefined || no === undefined) return unknown('an iif is not whole', at);
  return decided(condition(), yes, no, at);
}

function compared([whole, part]: Arguments, at: Place, holds: (text: string, part: string) => boolean): Value {
  return mapped(whole?.() ?? nullValue(at), (a) =>
    mapped(part?.() ?? nullValue(at), (b) => {
      const [text, wanted] = [textOf(a)?.toLowerCase(), textOf(b)?.toLowerCase()];
      if (text !== undefined && wanted !== undefined) return scalar(holds(text, wanted), at);
      return a.kind === 'unknown' ? a : b.kind === 'unknown' ? b : unknown('no texts are compared', at);
    }),
  );
}
