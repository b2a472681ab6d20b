import type { ClusterReport } from '../../model/report.ts';
import { addressPlan } from '../../plan/address-plan.ts';
import { addressText } from '../../plan/address-text.ts';
import { makeRunbook } from '../../runbook/make-runbook.ts';
import { dateText } from '../../words/dates.ts';
import { type Html, html } from '../../words/html-escape.ts';
import type { PlannedPlace } from '../plan/places.ts';
import { runbookSection } from '../runbook/html.ts';
import type { PageContext } from './page-context.ts';

/** When the cluster leaves, with which pod addresses, and how. A report of an earlier version holds not what a runbook needs. */
export function wayOut(cluster: ClusterReport, { asOf, places, onPremises, isAlone = false }: PageContext): Html {
  const runbook = makeRunbook(cluster, asOf, onPremises);
  const place = places.get(cluster.key);
  if (runbook === undefined && place === undefined) return html``;
  return html`<h3>The way out</h3>
${place === undefined ? null : html`<p><strong>When:</strong> ${placeText(place, isAlone)}</p>`}
<p><strong>Pod addresses:</strong> ${addressText(addressPlan(cluster, onPremises))}</p>
${runbook === undefined ? null : runbookSection(runbook)}`;
}

function placeText({ wave, week, date, misfit }: PlannedPlace, isAlone: boolean): Html {
  if (wave === null || week === null || date === null)
    return html`<strong class="now">cannot make it.</strong> ${misfit}`;
  return html`${dateText(date)}, in ${isAlone ? html`wave ${wave}` : html`<a href="#wave-${wave}">wave ${wave}</a>`} (week of ${dateText(week)}).`;
}
