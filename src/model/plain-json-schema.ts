type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The same JSON Schema in forms that generators of clients read: `type: [x, 'null']` in place of a choice between x and null, `enum` in
 * place of `const`, and `{}` for any JSON, which Zod writes as a definition that refers to itself.
 */
export function plainJsonSchema(schema: JsonSchema): JsonSchema {
  const { $defs, ...rest } = schema;
  const own = isSchema($defs) ? Object.entries($defs).filter(([name]) => !isAnyJson(name)) : [];
  return { ...plainObject(rest), ...(own.length === 0 ? {} : { $defs: Object.fromEntries(own.map(plainEntry)) }) };
}

/** Zod's own names for definitions that nobody named: they are there for recursion alone, and only "any JSON" is recursive. */
function isAnyJson(name: string): boolean {
  return /^__schema\d+$/.test(name);
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return isSchema(value) ? plainObject(value) : value;
}

function plainEntry([key, value]: [string, unknown]): [string, unknown] {
  return [key, plain(value)];
}

function plainObject(schema: JsonSchema): JsonSchema {
  const reference = schema['$ref'];
  if (typeof reference === 'string' && isAnyJson(reference.replace('#/$defs/', ''))) return {};
  const { const: only, anyOf, ...rest } = schema;
  const others = Object.fromEntries(Object.entries(rest).map(plainEntry));
  if (only !== undefined) return { ...others, enum: [only] };
  if (!Array.isArray(anyOf)) return others;
  const choices = anyOf.filter((choice) => !isNull(choice));
  const [choice] = choices;
  if (choices.length === 1 && choices.length < anyOf.length && isSchema(choice)) {
    return { ...others, ...nullable(plainObject(choice)) };
  }
  return { ...others, anyOf: anyOf.map(plain) };
}

function isNull(choice: unknown): boolean {
  return isSchema(choice) && choice['type'] === 'null';
}

/** A reference has no place for a type beside it, in what generators read. */
function nullable(schema: JsonSchema): JsonSchema {
  const { type, enum: values } = schema;
  if (type === undefined) return { anyOf: [schema, { type: 'null' }] };
  return {
    ...schema,
    type: [...[type].flat(), 'null'],
    ...(Array.isArray(values) ? { enum: [...values, null] } : {}),
  };
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
