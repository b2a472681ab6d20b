import { type Html, html } from '../../words/html-escape.ts';
import { shortened } from '../../words/plain-text.ts';
import { effortText, numberText, verdictsByUrgency, verdictWords } from '../../words/words.ts';
import type { ClusterRow, Overview } from '../overview.ts';
import { ownerOf, type TableColumn, waveOf } from './table-columns.ts';

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly count: number;
}

/** Search, filters and columns: for scripts only, since nothing else could answer them. */
export function tableTools(
  { rows, remedies }: Pick<Overview, 'rows' | 'remedies'>,
  columns: readonly TableColumn[],
  subscriptionOf: (id: string) => string,
): Html {
  const codes = tally(rows.flatMap((row) => [...new Set(row.codes)]));
  const longest = 60;
  return html`<div class="tools" role="search" aria-label="Clusters">
<div class="field search"><label for="search">Search</label><input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="name, id, owner, code, problem"></div>
<div class="verdict-choice" role="group" aria-label="Verdict">${verdictToggles(rows)}</div>
${picker('sub', 'Subscription', choices(tally(rows.map((row) => row.subscriptionId)), subscriptionOf))}
${picker('loc', 'Location', choices(tally(rows.map((row) => row.location))))}
${picker(
  'owner',
  'Owner',
  choices(tally(rows.map(ownerOf)), (owner) => (owner === '' ? '(no owner tag)' : owner)),
)}
${picker(
  'wave',
  'Wave',
  choices(tally(rows.map(waveOf)), (wave) => (wave === '' ? '(no wave)' : wave)),
)}
${picker('effort', 'Takes', choices(tally(rows.map((row) => effortText(row.effort)))))}
${picker(
  'code',
  'Finding',
  choices(codes, (code) => `${code} · ${shortened(remedies.get(code)?.title ?? '', longest)}`),
)}
<details class="columns"><summary>Columns</summary><div class="menu">${columns.slice(1).map(columnBox)}</div></details>
<button id="clear" type="button" hidden>Clear filters</button>
<button id="save" type="button">Save this table as CSV</button>
</div>
`;
}

function verdictToggles(rows: readonly ClusterRow[]): Html[] {
  const counts = tally(rows.map(({ verdict }) => verdict));
  return verdictsByUrgency.flatMap((verdict) => {
    const count = counts.get(verdict) ?? 0;
    const { symbol, word } = verdictWords[verdict];
    if (count === 0) return [];
    return [
      html`<button class="toggle ${verdict}" type="button" data-verdict-filter="${verdict}" data-word="${word}" aria-pressed="false"><span class="shape" aria-hidden="true">${symbol}</span> ${word} <span class="small">${numberText(count)}</span></button>
`,
    ];
  });
}

function choices(counts: ReadonlyMap<string, number>, textOf: (value: string) => string = (value) => value): Choice[] {
  return [...counts]
    .map(([value, count]) => ({ value, count, text: textOf(value) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
}

function tally(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** A choice among one is none. An empty value is `-`, so that it differs from "any". A name that reads right to left has its count on its left. */
function picker(name: string, label: string, all: readonly Choice[]): Html | null {
  if (all.length < 2) return null;
  const options = all.map(
    ({
      value,
      text,
      count,
    }) => html`<option dir="auto" value="${value === '' ? '-' : value}">${text} (${numberText(count)})</option>
`,
  );
  return html`<div class="field"><label for="by-${name}">${label}</label><select id="by-${name}" data-filter="${name}" data-label="${label.toLowerCase()}"><option value="">any</option>
${options}</select></div>
`;
}

function columnBox({ key, title, isShown }: TableColumn): Html {
  return html`<label><input type="checkbox" data-column="${key}"${isShown ? html` checked` : null}>${title}</label>
`;
}
