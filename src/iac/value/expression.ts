import type { Place, SourceText } from '../text/place.ts';

/**
 * An expression of any of the languages that have them (HCL, Bicep, ARM's template language), in the few forms they share. What a reader
 * does not know it hands on as `unread`, so that the evaluator can say so.
 */
export type Expression = { readonly at: Place } & (
  | {
      readonly kind: 'literal';
      readonly value: string | number | boolean | null;
      /** The text character by character, for one over several lines. */
      readonly source?: SourceText;
    }
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly key: Expression; readonly isComputed: boolean }
  | { readonly kind: 'splat'; readonly of: Expression; readonly path: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly expands: boolean }
  | { readonly kind: 'conditional'; readonly condition: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'operation'; readonly operator: string; readonly operands: readonly Expression[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly ObjectEntry[] }
  | ForExpression
  | { readonly kind: 'unread'; readonly reason: string }
);

export interface ObjectEntry {
  readonly key: Expression;
  readonly value: Expression;
}

/** `[for k, v in collection : value if condition]`, or with `key` a map. */
export interface ForExpression {
  readonly kind: 'for';
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly condition: Expression | undefined;
}
