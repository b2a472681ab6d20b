import type { Node } from 'web-tree-sitter';
import type { Place, SourceText } from '../text/place.ts';

/** The first place that the parser could not read; undefined where it read the whole. */
export function firstError(root: Node, source: SourceText): Place | undefined {
  if (!root.hasError) return undefined;
  let node = root;
  for (;;) {
    if (node.isError || node.isMissing) return source.placeAt(node.startIndex);
    const next = node.children.find((child) => child.hasError || child.isError || child.isMissing);
    if (next === undefined) return source.placeAt(node.startIndex);
    node = next;
  }
}
