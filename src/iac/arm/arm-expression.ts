import { templateExpression } from '../syntax/template-expression.ts';
import type { Place } from '../text/place.ts';
import type { Expression } from '../value/expression.ts';

/** What a text of a template is: `[…]` an expression of ARM's language, `[[` a text that begins with a bracket, else itself. */
export function armText(text: string, at: Place): Expression {
  if (!/^\s*\[/.test(text) || text.startsWith('[[') || !/\]\s*$/.test(text)) {
    return { kind: 'literal', value: text.replace(/^\[\[/, '['), at };
  }
  return templateExpression(text.trim().slice(1, -1), at, 'arm');
}
