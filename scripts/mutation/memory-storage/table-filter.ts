/** A row as tables hold it. */
export interface Entity {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly [property: string]: unknown;
}

type Condition = (entity: Entity) => boolean;

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
};

const tokenPattern = /\s*('(?:[^']|'')*'|[()]|[^\s()']+)/y;

/** The OData filters that the store writes: comparisons with texts and booleans, `and`, `or`, parentheses. Throws at any other. */
export function parseFilter(filter: string): Condition {
  const tokens = tokensOf(filter);
  const next = () => tokens.shift() ?? '';

  function any(): Condition {
    const conditions = [all()];
    while (tokens[0] === 'or') {
      next();
      conditions.push(all());
    }
    return (entity) => conditions.some((holds) => holds(entity));
  }

  function all(): Condition {
    const conditions = [one()];
    while (tokens[0] === 'and') {
      next();
      conditions.push(one());
    }
    return (entity) => conditions.every((holds) => holds(entity));
  }

  function one(): Condition {
    const name = next();
    if (name !== '(') return comparison(name, next(), next());
    const inner = any();
    if (next() !== ')') throw new Error(`A parenthesis is not closed: ${filter}`);
    return inner;
  }

  const condition = any();
  if (tokens.length > 0) throw new Error(`Not understood from "${tokens[0]}" on: ${filter}`);
  return condition;
}

function tokensOf(filter: string): string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < filter.trimEnd().length) {
    const [, token] = tokenPattern.exec(filter) ?? [];
    if (token === undefined) throw new Error(`Not a filter: ${filter}`);
    tokens.push(token);
  }
  return tokens;
}

function comparison(name: string, operator: string, literal: string): Condition {
  const holds = comparisons[operator];
  if (holds === undefined || !/^\w+$/.test(name)) throw new Error(`Not a comparison: ${name} ${operator} ${literal}`);
  const property = { PartitionKey: 'partitionKey', RowKey: 'rowKey' }[name] ?? name;
  const wanted = literalValue(literal);
  return (entity) => {
    const value = entity[property];
    // What has no such property, or one of another type, is never found.
    return typeof value === typeof wanted && holds(value === wanted ? 0 : String(value) < String(wanted) ? -1 : 1);
  };
}

function literalValue(literal: string): string | boolean {
  if (literal.startsWith("'")) return literal.slice(1, -1).replaceAll("''", "'");
  if (literal === 'true' || literal === 'false') return literal === 'true';
  throw new Error(`Not a value of a filter: ${literal}`);
}
