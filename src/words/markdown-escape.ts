import { plainLine } from './plain-text.ts';

/** Text that Markdown shows as it is, on one line, also inside a table cell. Nobody is mentioned by a name with an @. */
export function markdownText(text: string): string {
  return plainLine(text)
    .replace(/[\\`*_{}[\]#+!|~$]/g, '\\$&')
    .replace(/^([-=])/, '\\$1')
    .replace(/^(\d+)\./, '$1\\.')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '@\u2060');
}

/** A code span, not for table cells: the fence is longer than any run of backticks inside. */
export function codeSpan(text: string): string {
  const content = plainLine(text);
  const fence = fenceFor(content, 1);
  const space = /^`|`$/.test(content) ? ' ' : '';
  return content === '' ? '' : `${fence}${space}${content}${space}${fence}`;
}

/** Commands keep their line breaks; what else could end the block or hide in it goes. */
export function codeBlock(commands: readonly string[]): string {
  const content = commands
    .map((command) =>
      command
        .split(/\r\n?|\n/)
        .map(plainKeepingIndent)
        .join('\n'),
    )
    .join('\n');
  const fence = fenceFor(content, 3);
  return `${fence}sh\n${content}\n${fence}\n`;
}

function plainKeepingIndent(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  return indent + plainLine(line);
}

function fenceFor(content: string, atLeast: number): string {
  const longest = [...content.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 0);
  return '`'.repeat(Math.max(atLeast, longest + 1));
}
