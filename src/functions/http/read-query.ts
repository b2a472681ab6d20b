import { z } from 'zod';

/** The platform's own: a function key in the address, and the id of a client. Not for the routes, and never repeated in a link. */
export const platformParameters: readonly string[] = ['code', 'clientId'];

/** Parameters by name. One that the schema has as an array may be repeated; any other that is repeated stays an array, and is refused. */
export function readQuery(search: URLSearchParams, schema: z.ZodObject): Record<string, string | string[]> {
  const names = [...new Set(search.keys())].filter((name) => !platformParameters.includes(name));
  return Object.fromEntries(
    names.map((name) => {
      const values = search.getAll(name);
      const [first = ''] = values;
      return [name, values.length > 1 || isArray(schema.shape[name]) ? values : first];
    }),
  );
}

function isArray(schema: z.core.$ZodType | undefined): boolean {
  return schema instanceof z.ZodDefault ? isArray(schema.def.innerType) : schema instanceof z.ZodArray;
}
