import { plainLine } from '../../words/plain-text.ts';

/** Noncharacters that XML forbids and `plainLine` keeps. */
const forbidden = /[\uFFFE\uFFFF]/g;

/** One line of visible text, as any kind of picture may show it. */
export function pictureText(text: string): string {
  return plainLine(text).replace(forbidden, '');
}

/** Cut in the middle to `max` characters: names of nodes differ at their ends. */
export function fitted(text: string, max: number): string {
  const clean = pictureText(text);
  const characters = [...clean];
  if (characters.length <= max) return clean;
  const tail = Math.floor((max - 1) / 2);
  return `${characters.slice(0, max - 1 - tail).join('')}…${characters.slice(-tail).join('')}`;
}

/** Lines of at most `max` characters, broken between words; at most four, the last then cut. */
export function wrapped(text: string, max: number): string[] {
  const lines: string[] = [];
  for (const word of pictureText(text).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= max) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const shown = lines.slice(0, 4);
  return shown.map((line, index) => (index === 3 && lines.length > 4 ? fitted(`${line}…`, max) : fitted(line, max)));
}
