import type { Finding } from '../../model/finding.ts';
import type { LiveSinces } from '../../model/live-since.ts';
import type { CheckOutcome, Fix } from '../../model/outcome.ts';
import type { CatalogueEntry } from '../../model/report.ts';
import { sameResource } from '../../model/resource-id.ts';
import type { WaiverUse } from '../../model/waiver.ts';
import { failingFindings, headline, isBlockerClass } from '../../words/cluster-checks.ts';
import { dateText } from '../../words/dates.ts';
import { type Html, html } from '../../words/html-escape.ts';
import { codeLink, codeText, ownEntry, resourceLink, shortResourceName, sourceLinks } from '../../words/links.ts';
import { sinceText } from '../../words/live-since-text.ts';
import { categoryWords, confidenceWords, counted, numberText, severityWords } from '../../words/words.ts';
import { commandBlock } from './command-block.ts';
import { evidenceList } from './evidence.ts';
import type { PageContext } from './page-context.ts';

/** A heading and the failures under it; nothing for none. */
export function failureGroup(
  title: string,
  outcomes: readonly CheckOutcome[],
  context: PageContext,
  liveSince: LiveSinces = {},
): Html | null {
  if (outcomes.length === 0) return null;
  return html`<h3>${title}</h3>
${outcomes.map((outcome) => failure(outcome, context, sinceText(liveSince[outcome.code])))}`;
}

function failure(outcome: CheckOutcome, { portalUrl, catalogue }: PageContext, since: string): Html {
  const failing = failingFindings(outcome);
  const kind = outcome.live ? 'live' : outcome.severity;
  const entry = ownEntry(catalogue, outcome.code);
  const what = html`${isSaid(outcome, failing) ? null : html`<p><bdi>${outcome.reason}</bdi></p>`}
${entry === undefined ? null : html`<p class="why"><bdi>${entry.why}</bdi></p>`}
${findingList(failing, portalUrl)}`;
  // What burns is put out first and understood afterwards.
  const parts = outcome.live ? [fixBlock(outcome.fix), what] : [what, fixBlock(outcome.fix)];
  return html`<div class="outcome ${kind}">
<h4><bdi>${failing.length > 1 ? `${outcome.title} (${numberText(failing.length)})` : headline(outcome)}</bdi></h4>
<p class="tag"><strong>${outcome.live ? 'Live, ' : null}${severityWords[outcome.severity]}${since === '' ? null : `, ${since}`}</strong> · ${categoryWords[outcome.category]} · ${codeLink(outcome.code, entry)}</p>
${parts}${sureness(failing, entry)}</div>
`;
}

function sureness(failing: readonly Finding[], entry: CatalogueEntry | undefined): Html | null {
  const distinct = [...new Set(failing.map((finding) => finding.confidence))];
  if (distinct.length === 0 && entry === undefined) return null;
  const words = distinct.map((confidence) => confidenceWords[confidence]).join(' ');
  return html`<p class="sure small"><span class="muted">${words}</span>${entry === undefined ? null : html`${words === '' ? null : ' '}<span class="muted">The rule:</span> ${sourceLinks(entry.sources)}`}</p>
`;
}

/** Of one finding, the outcome's reason is often the finding's own sentence. */
function isSaid({ reason }: CheckOutcome, failing: readonly Finding[]): boolean {
  return reason === '' || failing.some((finding) => finding.message === reason);
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
${commands.map((command) => commandBlock(command, 'Copy this step'))}
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

/** The same for what passed, each in as few words as there are: these are most of a page. */
export function passedOutcomes(summary: string, outcomes: readonly CheckOutcome[]): Html | null {
  if (outcomes.length === 0) return null;
  return html`<details><summary>${summary}</summary><ul>${outcomes.map(passedItem)}</ul></details>
`;
}

function passedItem({ title, reason, code }: CheckOutcome): Html {
  const rest = reason.startsWith(title) ? reason.slice(title.length).replace(/^[:\s]+/, '') : reason;
  return html`<li><bdi>${title}</bdi>${rest === '' ? null : html`: <bdi class="muted">${rest}</bdi>`} <code><bdi>${code}</bdi></code></li>
`;
}

function reasonItem({ title, reason, code, status }: CheckOutcome): Html {
  const failed = status === 'error' ? html`<strong>The check itself failed.</strong> ` : null;
  return html`<li><bdi>${title}</bdi>${reason === '' && failed === null ? null : ':'} <span class="muted">${failed}${reason === '' ? null : html`<bdi>${reason}</bdi> `}${codeText(code)}</span></li>
`;
}

/** Accepted failures: by whom, why, until when. */
export function waivedGroup(outcomes: readonly CheckOutcome[]): Html | null {
  if (outcomes.length === 0) return null;
  return html`<h3>Accepted for now</h3>
<ul>${outcomes.map(waivedItem)}</ul>`;
}

const waiverWords: Readonly<Record<WaiverUse['state'], string>> = {
  applied: 'Applied',
  partly: 'Covers a part',
  expired: 'Ended',
  refused: 'Refused',
  unmatched: 'Matches nothing',
};

/** Waivers that accept nothing, and why; nothing for none. */
export function idleWaivers(title: string, waivers: readonly WaiverUse[]): Html | null {
  const idle = waivers.filter(({ state }) => state !== 'applied');
  if (idle.length === 0) return null;
  return html`<h3>${title}</h3>
<ul>${idle.map(
    ({ state, code, detail, owner, scope }) =>
      html`<li><strong>${waiverWords[state]}</strong>${code === '' ? null : html` ${codeText(code)}`}: <bdi>${detail}</bdi>${owner === '' ? null : html` Owner <bdi>${owner}</bdi>.`}${scope === '' ? null : html` <code><bdi>${scope}</bdi></code>`}</li>
`,
  )}</ul>`;
}

function waivedItem(outcome: CheckOutcome): Html {
  const { owner = '', reason = '', expires = '' } = outcome.waiver ?? {};
  return html`<li><bdi>${headline(outcome)}</bdi> Accepted by <bdi>${owner}</bdi> until ${dateText(expires)}: <bdi>${reason}</bdi> ${codeText(outcome.code)}</li>
`;
}
