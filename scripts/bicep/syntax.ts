/** The part of the Bicep language that infra/ is written in, as a tree. */
export type Expression =
  | { readonly kind: 'string'; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'literal'; readonly value: boolean | null }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly target: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly target: Expression; readonly index: Expression }
  | { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly ObjectEntry[] }
  | { readonly kind: 'array'; readonly items: readonly Expression[] }
  | { readonly kind: 'loop'; readonly names: readonly string[]; readonly source: Expression; readonly body: Expression }
  | { readonly kind: 'lambda'; readonly names: readonly string[]; readonly body: Expression }
  | { readonly kind: 'operation'; readonly operator: string; readonly operands: readonly Expression[] };

export interface ObjectEntry {
  readonly key: Expression;
  readonly value: Expression;
}

/** `param`, `var`, `output`, `resource`, `module` or `targetScope`, with its decorators. */
export interface Declaration {
  readonly kind: 'param' | 'var' | 'output' | 'resource' | 'module' | 'targetScope';
  /** Empty for `targetScope`. */
  readonly name: string;
  /** A parameter's or output's type, a resource's `type@version`, a module's path; empty for others. */
  readonly type: string;
  /** The `if` of a resource or module. */
  readonly condition: Expression | undefined;
  readonly value: Expression | undefined;
  readonly decorators: readonly Expression[];
}

/** The text of a string without interpolation, else undefined. */
export function plainText(expression: Expression | undefined): string | undefined {
  if (expression?.kind !== 'string') return undefined;
  const [first = '', ...rest] = expression.parts;
  return rest.length === 0 && typeof first === 'string' ? first : undefined;
}

/** The value of an object's property, by its name. */
export function property(object: Expression | undefined, name: string): Expression | undefined {
  if (object?.kind !== 'object') return undefined;
  return object.entries.find(({ key }) => plainText(key) === name)?.value;
}

/** The expression and all it is made of. */
export function* within(expression: Expression): Generator<Expression> {
  yield expression;
  for (const child of childrenOf(expression)) yield* within(child);
}

export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'string':
      return expression.parts.filter((part) => typeof part !== 'string');
    case 'member':
      return [expression.target];
    case 'index':
      return [expression.target, expression.index];
    case 'call':
      return [expression.callee, ...expression.args];
    case 'object':
      return expression.entries.flatMap(({ key, value }) => [key, value]);
    case 'array':
      return expression.items;
    case 'loop':
      return [expression.source, expression.body];
    case 'lambda':
      return [expression.body];
    case 'operation':
      return expression.operands;
    default:
      return [];
  }
}
