import type { SyntaxNode } from './syntax.ts';
import { part, parts, textOf } from './syntax.ts';

/** The name of the function that a call calls. */
export function functionName(call: SyntaxNode): string {
  return textOf(part(call, 'Name'), 'SimpleName');
}

/** The argument expressions of a call. */
export function argumentsOf(call: SyntaxNode): SyntaxNode[] {
  return parts(part(call, 'ArgumentList'), 'Expressions');
}
