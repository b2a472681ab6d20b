import { argumentsOf, functionName } from './call-syntax.ts';
import type { Evaluate } from './execution.ts';
import { scalarFunctions } from './functions/scalar-functions.ts';
import { KustoQueryError } from './kusto-query-error.ts';
import type { SyntaxNode } from './syntax.ts';
import { kindOf, parts, sourceOf, typeOf } from './syntax.ts';

/** Compiles a call of a scalar function, its arguments by the caller's means. */
export function compileCall(node: SyntaxNode, compile: (argument: SyntaxNode) => Evaluate): Evaluate {
  const name = functionName(node);
  const run = scalarFunctions.get(name);
  if (!run) throw new KustoQueryError('UnknownFunction', `Unknown function: '${name}'.`);
  const nodes = argumentsOf(node);
  const evaluators = nodes.map((argument) => typeName(argument) ?? compile(argument));
  const types = { argumentTypes: nodes.map(typeOf), resultType: typeOf(node) };
  return (row, execution) =>
    run(
      evaluators.map((evaluate) => evaluate(row, execution)),
      { ...types, now: execution.now },
    );
}

/** `typeof(long)` as an argument is handed on as the type's name. */
function typeName(node: SyntaxNode): Evaluate | undefined {
  if (kindOf(node) !== 'TypeOfLiteralExpression') return undefined;
  const type = parts(node, 'Types').map(sourceOf).join();
  return () => type;
}
