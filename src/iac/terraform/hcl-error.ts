import type { Node } from 'web-tree-sitter';
import { firstError } from '../syntax/read-error.ts';
import type { Place, SourceText } from '../text/place.ts';

/**
 * The first place for which Terraform refuses a file; undefined where it reads the whole. The grammar takes more than HCL allows: two
 * values of one name, what follows on one line, a text over two lines, JSON.
 * @see https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#structural-elements
 */
export function hclError(root: Node, source: SourceText): Place | undefined {
  const place = firstError(root, source);
  if (place !== undefined) return place;
  const refused = refusedIn(root) ?? textOverLines(root);
  return refused === undefined ? undefined : source.placeAt(refused.startIndex);
}

/** In a file, a body or a block. */
function refusedIn(node: Node): Node | undefined {
  for (const child of node.namedChildren) {
    const found =
      child.type === 'body'
        ? (sameName(child) ?? besideOther(child, node) ?? refusedIn(child))
        : child.type === 'block'
          ? refusedIn(child)
          : node.type === 'config_file' && child.type !== 'comment'
            ? child
            : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function sameName(body: Node): Node | undefined {
  const names = new Set<string>();
  return body.namedChildren.find((child) => {
    if (child.type !== 'attribute') return false;
    const name = child.firstNamedChild?.text ?? '';
    if (names.has(name)) return true;
    names.add(name);
    return false;
  });
}

/** What has no line of its own: a block on one line holds one attribute at most. */
function besideOther(body: Node, around: Node): Node | undefined {
  const all = body.namedChildren.filter(({ type }) => type !== 'comment');
  const start = around.namedChildren.find(({ type }) => type === 'block_start');
  const end = around.namedChildren.find(({ type }) => type === 'block_end');
  const [first, second] = all;
  if (start !== undefined && first?.startPosition.row === start.endPosition.row)
    return second ?? (first.type === 'block' || end?.startPosition.row !== first.endPosition.row ? first : undefined);
  return [...all.slice(1), ...(end === undefined ? [] : [end])].find(
    ({ startPosition }, index) => startPosition.row === all[index]?.endPosition.row,
  );
}

/** Beside its interpolations, which may have lines of their own. */
function textOverLines(root: Node): Node | undefined {
  return root
    .descendantsOfType(['string_lit', 'quoted_template'])
    .find(
      ({ startPosition, endPosition, children }) =>
        startPosition.row !== endPosition.row &&
        children.some((child, index) => !isOnLineOf(children[index - 1], child)),
    );
}

function isOnLineOf(before: Node | undefined, part: Node): boolean {
  const isText = part.type === 'template_literal';
  return (
    (before === undefined || before.endPosition.row === part.startPosition.row) &&
    !(isText && part.startPosition.row !== part.endPosition.row)
  );
}
