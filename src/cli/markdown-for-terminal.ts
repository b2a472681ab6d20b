import { wrapped } from '../words/terminal-text.ts';

interface TerminalStyle {
  readonly width: number;
  readonly colour: boolean;
}

/** The Markdown our own pages use (headings, paragraphs, lists, two-column tables, fenced code, links), without its marks. */
export function markdownForTerminal(markdown: string, { width, colour }: TerminalStyle): string {
  const bold = (text: string) => (colour ? `\u001B[1m${text}\u001B[0m` : text);
  let inCode = false;
  const lines = markdown.split('\n').flatMap((line) => {
    if (line.startsWith('```')) {
      inCode = !inCode;
      return [];
    }
    if (inCode) return [`  ${line}`];
    if (line.startsWith('#')) return [bold(plain(line.replace(/^#+ /, '')))];
    if (line.startsWith('|')) return tableLine(line);
    if (line.startsWith('- ')) return indented(plain(line), width);
    return wrapped(plain(line), width);
  });
  return lines.join('\n');
}

function tableLine(line: string): string[] {
  const [name = '', value = ''] = line.split('|').slice(1, -1).map(plain);
  return name === '' || /^-+$/.test(name) ? [] : [`${name.padEnd(28)} ${value}`];
}

function indented(text: string, width: number): string[] {
  return wrapped(text, width - 2).map((line, index) => (index === 0 ? line : `  ${line}`));
}

function plain(text: string): string {
  return text
    .trim()
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, '$1 $2')
    .replace(/\*\*|`/g, '');
}
