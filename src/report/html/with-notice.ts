import { html, markupOf } from '../../words/html-escape.ts';

/** Where the page's own content begins. */
export const pageStart = '<main class="page" id="top">';

/** The page with a notice above everything else: what is to be said of it when it is read, and was not known when it was made. */
export async function* withNotice(
  page: AsyncIterable<string | Uint8Array>,
  notice: string,
): AsyncGenerator<string | Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const part of page) {
    if (head === undefined) {
      yield part;
      continue;
    }
    head = Buffer.concat([head, Buffer.from(part)]);
    const at = head.indexOf(pageStart);
    if (at < 0) continue;
    const end = at + pageStart.length;
    yield head.subarray(0, end);
    yield `\n${markupOf(html`<p class="notice">${notice}</p>`)}`;
    yield head.subarray(end);
    head = undefined;
  }
  if (head !== undefined) yield head;
}
