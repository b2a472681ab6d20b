import { z } from 'zod';
import { isRecord } from '../is-record.ts';
import { resourceNameOf } from '../resource-id.ts';
import { timestamp } from '../timestamp.ts';

/**
 * Azure tells the same thing in three dialects: ARM nests under `properties`, the Azure CLI flattens it away and respells
 * (`vnetSubnetId` for `vnetSubnetID`), Resource Graph changes letter case. These builders read all three with one schema.
 */
type Shape = Record<string, z.ZodType>;

/**
 * An object whose property names are matched without regard to case and whose `properties`, where it has them, are read as its
 * own. Unknown properties are ignored; `null` and an empty text count as absent, which is never a value: a list that is absent is
 * undefined unless Azure itself leaves out the empty one (`emptyWhenAbsent`). A resource's id says its name as well.
 */
export function azureObject<S extends Shape>(shape: S) {
  const names = new Map(
    Object.keys(shape).flatMap(
      (name) =>
        [
          [name, name],
          [name.toLowerCase(), name],
        ] as const,
    ),
  );
  // Every object has its properties in one order, whatever order they came in: code that reads many of them is made for one form.
  const nothing: Readonly<Record<string, unknown>> = Object.fromEntries(
    Object.keys(shape).map((name) => [name, undefined]),
  );
  /** Gives the nested `properties`, where there are some. */
  const pick = (picked: Record<string, unknown>, from: Record<string, unknown>) => {
    let properties: unknown;
    for (const key of Object.keys(from)) {
      // As it is spelled most often, then in whatever case it came.
      const name = names.get(key) ?? names.get(key.toLowerCase());
      if (name === undefined) properties = isProperties(key) ? from[key] : properties;
      else if (picked[name] === undefined && !isAbsent(from[key])) picked[name] = from[key];
    }
    return properties;
  };
  const isNamedById = 'id' in shape && 'name' in shape;
  return z.preprocess((value) => {
    if (!isRecord(value)) return value;
    const picked = { ...nothing };
    const properties = pick(picked, value);
    if (isRecord(properties)) pick(picked, properties);
    if (isNamedById && picked['name'] === undefined && typeof picked['id'] === 'string') {
      picked['name'] = resourceNameOf(picked['id']);
    }
    return picked;
  }, z.object(shape));
}

/**
 * The same schema, for what comes by the thousand: it reads by code that zod makes of it when it is first needed, and which makes no object
 * for each property that it looks at. What does not fit is read as before, which tells what is wrong.
 */
export function compiled<S extends z.ZodType>(schema: S): S {
  let made: S | undefined;
  return z.withParser(schema, (input) => {
    made ??= z.compile(schema);
    const read = made.safeParse(input);
    return read.success ? read.data : z.INVALID;
  });
}

function isProperties(key: string): boolean {
  return key.length === 'properties'.length && key.toLowerCase() === 'properties';
}

function isAbsent(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/** Absent, null and undefined are one. */
export function maybe<T extends z.ZodType>(schema: T) {
  return schema.optional();
}

/** An array that Azure leaves out, or nulls, when it is empty: only there does absent mean none. */
export function emptyWhenAbsent<T extends z.ZodType>(schema: T) {
  return z.array(schema).default([]);
}

/** One value or several: ARM keeps a property of each kind, PowerShell prints a list in both. */
export function oneOrMany<T extends z.ZodType>(schema: T) {
  return z.union([z.array(schema), schema.transform((one) => [one])]);
}

/** Text, also where it was written as a number or boolean (percentages, counts). */
export const text = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]);

/**
 * A moment to the second, in UTC: where ARM writes `2023-06-14T08:12:37.5102245Z` the Azure CLI prints `…37.510224+00:00`. Text that
 * is no date stays as it is.
 */
export const moment = z.string().transform((written) => {
  const time = Date.parse(written);
  return Number.isNaN(time) ? written : timestamp(new Date(time));
});

/** A whole number of things, 0 or more, also where it is printed as text. Nothing else is read as a number: no empty text, no `true`. */
export const wholeNumber = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.number().int().nonnegative());

/** `{ id }`. A reference without an id leads somewhere all the same, and so is not read as none. */
export const reference = azureObject({ id: z.string() }).transform(({ id }) => id);

/** Tags, sorted by name, with values that are text; null values (Azure allows them), and what is no text at all, become empty. */
export const tags = z.record(z.string(), z.unknown()).transform((all) =>
  Object.fromEntries(
    Object.entries(all)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, typeof value === 'object' ? '' : String(value ?? '')]),
  ),
);
