import { type Html, type HtmlValue, html } from '../../words/html-escape.ts';

export interface LabelledFact {
  readonly label: string;
  readonly value: HtmlValue;
}

/** A description list; facts whose value is null are left out. */
export function factList(facts: readonly LabelledFact[], className = 'facts'): Html {
  const known = facts.filter(({ value }) => value !== null && value !== undefined);
  return html`<dl class="${className}">${known.map(({ label, value }) => html`<div><dt><bdi>${label}</bdi></dt><dd><bdi>${value}</bdi></dd></div>`)}</dl>
`;
}
