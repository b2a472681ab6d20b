import type { Node } from 'web-tree-sitter';
import type { NotRead } from '../judge/finding.ts';
import type { Place, SourceText } from '../text/place.ts';
import type { Parse } from './grammars.ts';
import { firstError } from './read-error.ts';

/**
 * Reads a text by its tree, and lets the tree go. What the parser could read counts; that it was not the whole is named.
 * @param errorIn where the language refuses what its grammar takes, that place too
 */
export function readParsed<T>(
  source: SourceText,
  parse: Parse,
  notRead: NotRead[],
  read: (root: Node) => T,
  errorIn: (root: Node, source: SourceText) => Place | undefined = firstError,
): T {
  const tree = parse(source);
  try {
    const error = errorIn(tree.rootNode, source);
    if (error !== undefined)
      notRead.push({ file: source.file, line: error.line, reason: 'the parser could not read it from here on' });
    return read(tree.rootNode);
  } finally {
    tree.delete();
  }
}
