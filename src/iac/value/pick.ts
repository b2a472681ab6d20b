import type { Place } from '../text/place.ts';
import { withOtherwise } from './overridable.ts';
import { mapped, type ObjectValue, type ScalarValue, textOf, unknown, type Value } from './value.ts';

/**
 * The member of a map or a list.
 * @param isComputed whether the key is an expression (`m[var.k]`), so that who sets the key has picked the value
 */
export function picked(of: Value, key: Value, isComputed: boolean, at: Place): Value {
  return mapped(of, (holder) => mapped(key, (wanted) => member(holder, wanted, isComputed, at)));
}

function member(holder: Value, key: Value, isComputed: boolean, at: Place): Value {
  if (holder.kind === 'unknown') return holder;
  if (key.kind === 'unknown') return anyOf(holder, key, at);
  const name = textOf(key);
  if (name === undefined) return unknown('a key is no text', at);
  const found =
    holder.kind === 'object' ? holder.get(name) : holder.kind === 'list' ? holder.items[Number(name)] : undefined;
  if (found !== undefined)
    return isComputed && key.kind === 'scalar' ? pickedByKey(withOthers(found, holder, key), key) : found;
  const why = holder.kind === 'object' ? holder.open : undefined;
  return unknown(why ?? `there is no ${name} in it`, at);
}

/** Where a default picks, another key picks another. */
function withOthers(found: Value, holder: Value, key: ScalarValue): Value {
  if (holder.kind !== 'object' || key.overridable === undefined) return found;
  const { among } = key.overridable;
  const others = holder.keys.filter((each) => each !== String(key.value) && among?.includes(each) !== false);
  return others.reduce<Value>((before, each) => withOtherwise(before, holder.get(each) ?? found), found);
}

/** Any of the values, where nobody in the folder says which. */
function anyOf(holder: Value, key: Value, at: Place): Value {
  if (holder.kind !== 'object' && holder.kind !== 'list') return key;
  const values = holder.kind === 'list' ? holder.items : holder.keys.map((each) => holder.get(each));
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return key;
  return mapped({ kind: 'choice', at, of: known.map((value) => ({ value, certainty: 'maybe' })) }, (value) => value);
}

function pickedByKey(value: Value, key: ScalarValue): Value {
  const by = { key: String(key.value), at: key.at };
  return mapped(value, (each) => {
    if (each.kind === 'scalar') return { ...each, pickedBy: by };
    return each.kind === 'object' ? pickedObject(each, key) : each;
  });
}

function pickedObject(value: ObjectValue, key: ScalarValue): ObjectValue {
  return {
    ...value,
    get: (name) => {
      const found = value.get(name);
      return found === undefined ? undefined : pickedByKey(found, key);
    },
  };
}
