import type { Node } from 'web-tree-sitter';
import { launchers } from './launchers.ts';

const carriesOn = new Set(['pipeline', 'command_substitution', 'process_substitution', 'function_definition']);

/** A here-document that `cat` writes into a document, or shows and nothing else. */
export function isForPeople(node: Node): boolean {
  const statement = node.parent;
  const command = statement?.childForFieldName('body');
  if (statement === null || command?.childForFieldName('name')?.text !== 'cat') return false;
  const files = statement.descendantsOfType('file_redirect').map((each) => each.childForFieldName('destination')?.text);
  if (files.length > 0) return files.every((file) => /\.(md|markdown|txt|adoc|rst|html?|log)["']?$/i.test(file ?? ''));
  if (node.namedChildren.some(({ type }) => type === 'pipeline')) return false;
  for (let outer = statement.parent; outer !== null; outer = outer.parent)
    if (carriesOn.has(outer.type) || outer.type === 'redirected_statement') return false;
  return true;
}

const shells = new Set(['bash', 'sh', 'zsh', 'eval', 'ssh']);

/** The script in `bash -c '…'`, `eval '…'` and `ssh host '…'`, behind `sudo` too, where it stands there as it is run. */
export function scriptInside(name: string, node: Node): Node | undefined {
  const args = node.childrenForFieldName('argument');
  if (!shells.has(name) && !(launchers.has(name) && args.some(({ text }) => shells.has(text)))) return undefined;
  return args.findLast(
    ({ type, text, namedChildren }) =>
      (type === 'raw_string' ||
        (type === 'string' && namedChildren.every((child) => child.type === 'string_content'))) &&
      /\baz\b/.test(text),
  );
}
