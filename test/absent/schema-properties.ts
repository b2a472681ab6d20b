import { z } from 'zod';

/** Where a property stands in an object that was read, and how to take it away there. */
export interface Occurrence {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** A property that a schema reads, by its path: `agentPoolProfiles[].upgradeSettings.maxSurge`. */
export interface SchemaProperty {
  readonly path: string;
  /** Every place in the object where it stands. */
  occurrences(raw: unknown): readonly Occurrence[];
}

type Walk = (raw: unknown) => readonly unknown[];

const known = new WeakMap<z.ZodType, readonly SchemaProperty[]>();

/** Every property, objects and lists included, in the order in which the schema names them. */
export function propertiesOf(schema: z.ZodType): readonly SchemaProperty[] {
  const properties = known.get(schema) ?? walk(schema, '', (raw) => [raw]);
  known.set(schema, properties);
  return properties;
}

function walk(schema: z.ZodType, path: string, values: Walk): readonly SchemaProperty[] {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodArray)
    return walk(inner.element as z.ZodType, `${path}[]`, (raw) => values(raw).flatMap(items));
  if (inner instanceof z.ZodRecord) {
    return walk(inner.valueType as z.ZodType, `${path}{}`, (raw) =>
      values(raw).filter(isRecord).flatMap(Object.values),
    );
  }
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape as Record<string, z.ZodType>).flatMap(([name, property]) => {
    const own = path === '' ? name : `${path}.${name}`;
    const occurrences = (raw: unknown) => values(raw).flatMap((value) => places(value, name));
    const below = (raw: unknown) => occurrences(raw).map(({ holder, key }) => holder[key]);
    return [{ path: own, occurrences }, ...walk(property, own, below)];
  });
}

/** What a schema reads, without what it makes of it. */
function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return unwrapped(schema.unwrap() as z.ZodType);
  }
  if (!(schema instanceof z.ZodPipe)) return schema;
  // A preparation stands before its schema, a transformation after it.
  return unwrapped((schema.in instanceof z.ZodTransform ? schema.out : schema.in) as z.ZodType);
}

/** Of the object itself or of its `properties`, in any case: an id may stand in both. */
function places(value: unknown, name: string): readonly Occurrence[] {
  if (!isRecord(value)) return [];
  const holders = [value, ...Object.entries(value).flatMap(([key, each]) => (isProperties(key, each) ? [each] : []))];
  return holders.flatMap((holder) =>
    Object.keys(holder).flatMap((key) => (key.toLowerCase() === name.toLowerCase() ? [{ holder, key }] : [])),
  );
}

function isProperties(key: string, value: unknown): value is Record<string, unknown> {
  return key.toLowerCase() === 'properties' && isRecord(value);
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
