import type { ClusterPoint, ClusterReport } from '../../model/report.ts';
import { dateText } from '../../words/dates.ts';
import { type Html, html } from '../../words/html-escape.ts';
import { notKnownText, numberText, verdictWords } from '../../words/words.ts';

/** How readiness and room went over the last audits, and the numbers as a table; nothing without an earlier audit. */
export function clusterHistory(cluster: ClusterReport, asOf: string): Html | null {
  const before = cluster.history ?? [];
  if (before.length === 0) return null;
  const now: ClusterPoint = {
    asOf,
    verdict: cluster.verdict,
    readiness: cluster.scores.readiness.value,
    nodesLeft: cluster.headroom.nodesLeft,
  };
  const points = [...before, now];
  return html`<h3>Last audits</h3>
<div class="sparklines">${spark('Readiness', points, ({ readiness }) => readiness, 100)}${spark('Nodes left', points, ({ nodesLeft }) => nodesLeft)}</div>
${historyTable(points)}`;
}

const size = { width: 240, height: 48, inset: 5 };

function spark(
  name: string,
  points: readonly ClusterPoint[],
  of: (point: ClusterPoint) => number | null,
  most?: number,
): Html {
  const values = points.map(of);
  const top = Math.max(1, most ?? 0, ...values.map((value) => value ?? 0));
  const times = points.map(({ asOf }) => Date.parse(asOf));
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const x = (time: number) => size.inset + ((time - first) / Math.max(1, last - first)) * (size.width - 2 * size.inset);
  const y = (value: number) => size.height - size.inset - (value / top) * (size.height - 2 * size.inset);
  const known = values.flatMap((value, index) =>
    value === null ? [] : [{ value, x: x(times[index] ?? first), y: y(value) }],
  );
  const [start, end] = [known[0], known.at(-1)];
  if (start === undefined || end === undefined) return html`<p><strong>${name}</strong> ${notKnownText}</p>`;
  const said = `${name}: ${numberText(start.value)} on ${dateText(points[0]?.asOf ?? '')}, ${numberText(end.value)} now.`;
  return html`<div><p><strong>${name}</strong> ${numberText(start.value)} → ${numberText(end.value)}</p><svg class="chart spark" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${said}"><polyline class="measured" points="${known.map((each) => `${each.x.toFixed(1)},${each.y.toFixed(1)}`).join(' ')}"></polyline><circle class="now" cx="${end.x.toFixed(1)}" cy="${end.y.toFixed(1)}" r="3.5"></circle></svg></div>`;
}

function historyTable(points: readonly ClusterPoint[]): Html {
  const number = (value: number | null) => (value === null ? notKnownText : numberText(value));
  const rows = points.toReversed().map(
    ({ asOf, verdict, readiness, nodesLeft }) =>
      html`<tr><th scope="row">${dateText(asOf)}</th><td><span class="verdict ${verdict}"><span class="shape" aria-hidden="true">${verdictWords[verdict].symbol}</span>${verdictWords[verdict].word}</span></td><td class="number">${number(readiness)}</td><td class="number">${number(nodesLeft)}</td></tr>
`,
  );
  return html`<details><summary>Show as table</summary><div class="scroll" role="group" aria-label="Audits of the cluster" tabindex="0"><table class="compact"><thead><tr><th scope="col">Audit</th><th scope="col">Verdict</th><th scope="col" class="number">Readiness</th><th scope="col" class="number">Nodes left</th></tr></thead><tbody>
${rows}</tbody></table></div></details>
`;
}
