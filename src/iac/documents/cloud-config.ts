import type { SourceText } from '../text/place.ts';
import { memberAt } from '../value/member-at.ts';
import { type ObjectValue, type ScalarValue, textOf, type Value } from '../value/value.ts';
import { itemsIn } from '../value/visit.ts';

/** A machine's first settings for cloud-init, by its first line or by what only it has. */
export function isCloudConfig(document: ObjectValue, source: SourceText): boolean {
  return (
    /^\s*#cloud-config\b/.test(source.text) || (isList(document, 'runcmd') && document.get('apiVersion') === undefined)
  );
}

function isList(document: ObjectValue, name: string): boolean {
  return document.get(name)?.kind === 'list';
}

/** The commands that it runs, each a script, and the files that it writes. */
export function cloudConfigTexts(document: ObjectValue): {
  readonly commands: readonly SourceText[];
  readonly files: readonly SourceText[];
} {
  const commands = ['bootcmd', 'runcmd'].flatMap((name) => itemsIn(document.get(name)));
  return {
    commands: commands.flatMap(commandText),
    files: itemsIn(document.get('write_files')).flatMap((file) => {
      const content = memberAt(file, 'content');
      return content?.kind === 'scalar' && content.source !== undefined ? [content.source] : [];
    }),
  };
}

/** A text is run by a shell; a list is a command as its words. */
function commandText(command: Value): SourceText[] {
  if (command.kind === 'scalar') return command.source === undefined ? [] : [command.source];
  const words = itemsIn(command).filter((word) => word.kind === 'scalar');
  const [first] = words;
  return first === undefined ? [] : [joined(words, first)];
}

/** Behind `sh -c` and its kind a word is a script of its own: it stays one word. */
function joined(words: readonly ScalarValue[], { at }: ScalarValue): SourceText {
  const written = words.map((word) => quoted(textOf(word) ?? ''));
  const starts = written.map((_, index) => written.slice(0, index).join(' ').length);
  return {
    file: at.file,
    text: written.join(' '),
    placeAt: (offset) => words[starts.findLastIndex((start) => start <= offset)]?.at ?? at,
  };
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
