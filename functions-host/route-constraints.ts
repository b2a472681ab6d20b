type Test = (value: string) => boolean;

const plain: Readonly<Record<string, Test>> = {
  alpha: (value) => /^[a-z]*$/i.test(value),
  bool: (value) => /^(true|false)$/i.test(value),
  datetime: (value) => !Number.isNaN(Date.parse(value)),
  decimal: (value) => /^[+-]?\d*\.?\d+$/.test(value),
  double: (value) => isNumber(value),
  float: (value) => isNumber(value),
  guid: (value) => /^\{?[\da-f]{8}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{12}\}?$/i.test(value),
  int: (value) => isInteger(value, 2n ** 31n),
  long: (value) => isInteger(value, 2n ** 63n),
  required: (value) => value !== '',
};

const withArguments: Readonly<Record<string, (first: string, second?: string) => Test>> = {
  length: (first, second) => (value) => between(value.length, Number(first), Number(second ?? first)),
  max: (limit) => (value) => isInteger(value, 2n ** 63n) && BigInt(value) <= BigInt(limit),
  maxlength: (limit) => (value) => value.length <= Number(limit),
  min: (limit) => (value) => isInteger(value, 2n ** 63n) && BigInt(value) >= BigInt(limit),
  minlength: (limit) => (value) => value.length >= Number(limit),
  range:
    (first, second = first) =>
    (value) =>
      isInteger(value, 2n ** 63n) && BigInt(value) >= BigInt(first) && BigInt(value) <= BigInt(second),
};

/**
 * The test of a route constraint such as `int`, `min(1)` or `regex(^a)`; unknown ones throw.
 * See https://learn.microsoft.com/aspnet/core/fundamentals/routing#route-constraints
 */
export function parseConstraint(text: string, route: string): Test {
  const match = /^([a-z]+)(?:\((.*)\))?$/i.exec(text);
  const [, name = '', list] = match ?? [];
  const test = list === undefined ? plain[name.toLowerCase()] : parseWithArguments(name.toLowerCase(), list);
  if (test === undefined) {
    throw new Error(`Route "${route}" has the unknown constraint "${text}".`);
  }
  return test;
}

function parseWithArguments(name: string, list: string): Test | undefined {
  if (name === 'regex') {
    const pattern = new RegExp(list, 'i');
    return (value) => pattern.test(value);
  }
  const [first = '', second] = list.split(',').map((part) => part.trim());
  return withArguments[name]?.(first, second);
}

function isInteger(value: string, limit: bigint): boolean {
  return /^[+-]?\d{1,19}$/.test(value) && between(BigInt(value), -limit, limit - 1n);
}

function isNumber(value: string): boolean {
  return value.trim() !== '' && Number.isFinite(Number(value));
}

function between<T extends number | bigint>(value: T, low: T, high: T): boolean {
  return value >= low && value <= high;
}
