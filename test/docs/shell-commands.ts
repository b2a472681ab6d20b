import type { Node } from 'web-tree-sitter';
import { loadParsers } from '../../src/iac/syntax/grammars.ts';
import { sourceText } from '../../src/iac/text/source-text.ts';

const parsers = await loadParsers();

const found = (node: Node, type: string): Node[] => [
  ...(node.type === type ? [node] : []),
  ...node.children.flatMap((child) => (child === null ? [] : found(child, type))),
];

/** Words of the reader's own stand in angle brackets or braces, which mean something else to a shell. */
const filled = (text: string) => text.replaceAll(/'?<[a-zA-Z ]+>'?|\{\w+\}/g, 'example');

/** The words of each command, as the shell would hand them on; undefined where the shell cannot read the text. */
export function commandsIn(shell: 'bash' | 'powershell', text: string): readonly string[] | undefined {
  // The grammar of PowerShell knows no digit in an option's name and no bare "--"; PowerShell itself does.
  const known = filled(text).replaceAll('--k8s-', '--kubernetes-').replaceAll(' -- ', " '--' ");
  const tree = parsers[shell](sourceText('block', known));
  try {
    if (tree.rootNode.hasError) return undefined;
    return found(tree.rootNode, 'command').map((node) =>
      node.text
        .replaceAll(/["']/g, '')
        .replace(/ > \S+\s*$/, '')
        .trim(),
    );
  } finally {
    tree.delete();
  }
}

/** What means one thing to bash and another, or nothing, to PowerShell. */
export const bashOnly = /\\\n|&&|\|\||^\w+=|\$\w+ |&$|\*\.\w+|\$\{|<<|^export |2>&1|`/m;
