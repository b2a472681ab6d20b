import type { Node } from 'web-tree-sitter';

/** Down the grammar's chain of operators that are not there. */
export function innermost(node: Node): Node {
  let inner = node;
  for (;;) {
    const [only, ...more] = inner.namedChildren;
    const isChain = /_expression$|^argument_expression|^pipeline(_chain)?$|^unary_expression$|^statement_list$/.test(
      inner.type,
    );
    const keeps = [
      'hash_literal_expression',
      'array_expression',
      'parenthesized_expression',
      'sub_expression',
      'cast_expression',
      'key_expression',
    ].includes(inner.type);
    if (only === undefined || more.length > 0 || !isChain || keeps) return inner;
    inner = only;
  }
}

/** The statements of `@( … )`, each of which may be a list. */
export function itemsOf(node: Node): Node[] {
  return node.type === 'statement_list' ? node.namedChildren : [node];
}

/** `$NetworkPlugin`, `${NetworkPlugin}`, `@params`, `$script:x` in lower case. */
export function variableName(text: string): string {
  return text
    .replace(/^[$@]\{?/, '')
    .replace(/\}$/, '')
    .replace(/^(script|global|local|private|using):/i, '')
    .toLowerCase();
}

/** The parameters of a function or a script, by name in lower case. */
export function parametersOf(node: Node): string[] {
  return node
    .descendantsOfType('script_parameter')
    .map((each) => variableName(each.namedChildren.find(({ type }) => type === 'variable')?.text ?? ''));
}
