import { childrenOf, type Expression } from './syntax.ts';

/** Names that an expression takes from outside: neither its own loop's or lambda's, nor a function that it calls. */
export function freeNames(expression: Expression): string[] {
  if (expression.kind === 'name') return [expression.name];
  if (expression.kind === 'call' && expression.callee.kind === 'name') return expression.args.flatMap(freeNames);
  if (expression.kind === 'loop')
    return [...freeNames(expression.source), ...without(expression.names, expression.body)];
  if (expression.kind === 'lambda') return without(expression.names, expression.body);
  return childrenOf(expression).flatMap(freeNames);
}

function without(bound: readonly string[], body: Expression): string[] {
  return freeNames(body).filter((name) => !bound.includes(name));
}
