import type { ObjectType, ResourceType } from './azure-types.ts';
import { type Declaration, type Expression, plainText, property } from './syntax.ts';

/** What is the language's, not the resource's. */
const languageProperties = new Set(['parent', 'scope', 'dependsOn']);
const scalars = new Set(['string', 'int', 'bool', 'any', 'null']);

export interface ResourceCheck {
  /** One sentence each: an unknown or read-only property, a missing one, a value that is none of those allowed. */
  readonly problems: readonly string[];
  /** Names of the objects that were looked at. */
  readonly visited: ReadonlySet<string>;
}

/** Compares a resource declaration with the resource's type, as far as its values are written out. */
export function checkResource({ name, value }: Declaration, type: ResourceType): ResourceCheck {
  const comparison: Comparison = { type, problems: [], visited: new Set() };
  for (const body of writtenObjects(value)) {
    const shape = bodyFor(body, type);
    if (shape === undefined) comparison.problems.push(`${name} has a name that its type does not know`);
    else compareObject(comparison, withoutLanguage(body), shape, name);
  }
  return comparison;
}

interface Comparison {
  readonly type: ResourceType;
  readonly problems: string[];
  readonly visited: Set<string>;
}

type ObjectExpression = Extract<Expression, { kind: 'object' }>;

function compareObject(comparison: Comparison, { entries }: ObjectExpression, shape: ObjectType, path: string): void {
  const keys = entries.map(({ key }) => plainText(key));
  const missing = keys.includes(undefined) ? [] : shape.required.filter((required) => !keys.includes(required));
  comparison.problems.push(
    ...missing.filter((required) => !shape.readOnly.includes(required)).map((required) => `${path} lacks ${required}`),
  );
  for (const { key, value } of entries) compareProperty(comparison, shape, path, plainText(key), value);
}

/** @param key undefined where it is made at deployment */
function compareProperty(
  comparison: Comparison,
  shape: ObjectType,
  path: string,
  key: string | undefined,
  value: Expression,
): void {
  const at = `${path}.${key ?? '*'}`;
  const type = (key === undefined ? undefined : shape.properties[key]) ?? shape.others;
  if (type === undefined) comparison.problems.push(`${at} is not known`);
  else if (key !== undefined && key !== 'name' && shape.readOnly.includes(key))
    comparison.problems.push(`${at} is read-only`);
  else compareValue(comparison, value, type, at);
}

function compareValue(comparison: Comparison, value: Expression, type: string, path: string): void {
  const item = type.replace(/\[\]$/, '');
  const shape = comparison.type.objects[item];
  if (shape === undefined) {
    comparison.problems.push(...scalarProblems(value, item, path));
    return;
  }
  comparison.visited.add(item);
  for (const object of writtenObjects(value)) compareObject(comparison, object, shape, path);
}

function scalarProblems(value: Expression, type: string, path: string): string[] {
  // `| string` means that Azure may know more values by now; what is written here is one that was known.
  const allowed = type.split(' | ').filter((each) => !scalars.has(each));
  const text = plainText(value);
  if (text === undefined || allowed.length === 0 || allowed.includes(text)) return [];
  return [`${path} is ${text}, not one of ${type}`];
}

function withoutLanguage({ kind, entries }: ObjectExpression): ObjectExpression {
  return { kind, entries: entries.filter(({ key }) => !languageProperties.has(plainText(key) ?? '')) };
}

/** The object literals that a value may turn out to be: through loops, arrays and either side of a condition. */
function writtenObjects(value: Expression | undefined): ObjectExpression[] {
  switch (value?.kind) {
    case 'object':
      return [value];
    case 'loop':
      return writtenObjects(value.body);
    case 'array':
      return value.items.flatMap(writtenObjects);
    case 'operation':
      return value.operator === '?' ? value.operands.slice(1).flatMap(writtenObjects) : [];
    default:
      return [];
  }
}

/** Where the name decides, the body whose name it is; a name that is made at deployment may be any. */
function bodyFor(object: Expression, { bodies }: ResourceType): ObjectType | undefined {
  const name = plainText(property(object, 'name'));
  const [first] = bodies;
  if (bodies.length === 1 || name === undefined) return first;
  return bodies.find(({ properties }) => properties['name'] === name);
}
