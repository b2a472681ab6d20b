import { type Html, html } from '../../words/html-escape.ts';

/** `label`: of the button that copies. Lines break between words and in long values, never inside the name of an option. */
export function commandBlock(command: string, label: string): Html {
  return html`<pre class="copyable"><code>${withWholeOptions(command)}</code><button class="copy" type="button" aria-label="${label}">Copy</button></pre>`;
}

/** A hyphen is where browsers like to break. */
function withWholeOptions(command: string): readonly (Html | string)[] {
  return command
    .split(/(?<=^|\s)(--?[a-zA-Z][\w-]*)/)
    .map((part, index) => (index % 2 === 1 ? html`<span>${part}</span>` : part));
}
