import type { Value } from './value.ts';

/** A value as JSON; undefined where a part of it is not known. */
export function jsonOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'scalar':
      return JSON.stringify(value.value);
    case 'null':
      return 'null';
    case 'list': {
      const items = value.items.map(jsonOf);
      return items.includes(undefined) ? undefined : `[${items.join(',')}]`;
    }
    case 'object': {
      const members = value.keys.map((key) => [key, jsonOf(value.get(key) ?? { kind: 'null', at: value.at })] as const);
      return value.open !== undefined || members.some(([, member]) => member === undefined)
        ? undefined
        : `{${members.map(([key, member]) => `${JSON.stringify(key)}:${member}`).join(',')}}`;
    }
    case 'unknown':
    case 'choice':
      return undefined;
  }
}
