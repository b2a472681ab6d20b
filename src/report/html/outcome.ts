import type { Finding } from '../../model/finding.ts';
import type { CheckOutcome, Fix } from '../../model/outcome.ts';
import { sameResource } from '../../model/resource-id.ts';
import { failingFindings, headline, isBlockerClass } from '../cluster-checks.ts';
import { dateText } from '../dates.ts';
import { confidenceWords, counted, numberText, severityWords } from '../words.ts';
import { type Html, html } from './escape.ts';
import { evidenceList } from './evidence.ts';
import { codeLink, resourceLink, shortResourceName } from './links.ts';

/** A heading and the failures under it; nothing for none. */
export function failureGroup(title: string, outcomes: readonly CheckOutcome[], portalUrl: string): Html | null {
  if (outcomes.length === 0) return null;
  return html`<h3>${title}</h3>
${outcomes.map((outcome) => failure(outcome, portalUrl))}`;
}

function failure(outcome: CheckOutcome, portalUrl: string): Html {
  const failing = failingFindings(outcome);
  const kind = outcome.live ? 'live' : outcome.severity;
  return html`<div class="outcome ${kind}">
<h4><bdi>${failing.length > 1 ? `${outcome.title} (${numberText(failing.length)})` : headline(outcome)}</bdi></h4>
<p class="tag"><strong>${outcome.live ? 'Live, ' : null}${severityWords[outcome.severity]}</strong> · ${codeLink(outcome.code, outcome.docs)}${sureness(failing)}</p>
${isSaid(outcome, failing) ? null : html`<p><bdi>${outcome.reason}</bdi></p>`}
${findingList(failing, portalUrl)}${fixBlock(outcome.fix)}</div>
`;
}

/** Of one finding, the outcome's reason is often the finding's own sentence. */
function isSaid({ reason }: CheckOutcome, failing: readonly Finding[]): boolean {
  return reason === '' || failing.some((finding) => finding.message === reason);
}

function sureness(failing: readonly Finding[]): string {
  const distinct = [...new Set(failing.map((finding) => finding.confidence))];
  return distinct.map((confidence) => ` · ${confidenceWords[confidence]}`).join('');
}

const findingsShown = 10;

function findingList(failing: readonly Finding[], portalUrl: string): Html | null {
  const [first] = failing;
  if (first === undefined) return null;
  if (failing.length === 1) return html`${resourceLine(first, portalUrl)}${evidenceList(first.evidence)}`;
  const isAboutOne = failing.every((finding) => sameResource(finding.resourceId, first.resourceId));
  const items = failing.map(
    (finding) =>
      html`<li><bdi>${finding.message}</bdi>${isAboutOne ? null : resourceLine(finding, portalUrl)}${evidenceList(finding.evidence)}</li>`,
  );
  const more = items.slice(findingsShown);
  return html`${isAboutOne ? resourceLine(first, portalUrl) : null}<ul>${items.slice(0, findingsShown)}</ul>
${more.length === 0 ? null : html`<details><summary>${numberText(more.length)} more</summary><ul>${more}</ul></details>`}`;
}

function resourceLine({ resourceId }: Finding, portalUrl: string): Html {
  return html`<p class="small">${resourceLink(resourceId, portalUrl, shortResourceName(resourceId))}</p>
`;
}

function fixBlock({ text, commands }: Fix): Html | null {
  if (text === '' && commands.length === 0) return null;
  return html`<p class="fix"><strong>Fix:</strong> <bdi>${text}</bdi></p>
${commands.length === 0 ? null : html`<pre class="copyable"><code>${commands.join('\n')}</code><button class="copy" type="button">Copy</button></pre>`}
`;
}

/** What could not be checked. Blocker-class checks are always in sight: the verdict hangs on them. */
export function unknownGroup(outcomes: readonly CheckOutcome[]): Html | null {
  if (outcomes.length === 0) return null;
  const open = outcomes.filter(isBlockerClass);
  const folded = outcomes.filter((outcome) => !isBlockerClass(outcome));
  return html`<h3>What could not be checked</h3>
${open.length === 0 ? null : html`<ul>${open.map(reasonItem)}</ul>`}
${foldedOutcomes(`${counted(folded.length, 'lesser check')} could not be answered`, folded)}`;
}

/** A list of checks behind its count. */
export function foldedOutcomes(summary: string, outcomes: readonly CheckOutcome[]): Html | null {
  if (outcomes.length === 0) return null;
  return html`<details><summary>${summary}</summary><ul>${outcomes.map(reasonItem)}</ul></details>
`;
}

function reasonItem({ title, reason, code, docs, status }: CheckOutcome): Html {
  const failed = status === 'error' ? html`<strong>The check itself failed.</strong> ` : null;
  return html`<li><bdi>${title}</bdi>${reason === '' && failed === null ? null : ':'} <span class="muted">${failed}${reason === '' ? null : html`<bdi>${reason}</bdi> `}${codeLink(code, docs)}</span></li>
`;
}

/** Accepted failures: by whom, why, until when. */
export function waivedGroup(outcomes: readonly CheckOutcome[]): Html | null {
  if (outcomes.length === 0) return null;
  return html`<h3>Accepted for now</h3>
<ul>${outcomes.map(waivedItem)}</ul>`;
}

function waivedItem(outcome: CheckOutcome): Html {
  const { owner = '', reason = '', expires = '' } = outcome.waiver ?? {};
  return html`<li><bdi>${headline(outcome)}</bdi> Accepted by <bdi>${owner}</bdi> until ${dateText(expires)}: <bdi>${reason}</bdi> ${codeLink(outcome.code, outcome.docs)}</li>
`;
}
