import type { OtherCluster, ReportHead, UnreadableCluster } from '../../model/report.ts';
import { groupChecks } from '../../words/cluster-checks.ts';
import { momentText } from '../../words/dates.ts';
import { type Html, html } from '../../words/html-escape.ts';
import { resourceLink } from '../../words/links.ts';
import { counted, numberText, scopeWords } from '../../words/words.ts';
import { checkTexts } from './check-texts.ts';
import { codeSection } from './code-section.ts';
import { factList } from './fact-list.ts';
import { migrationSection } from './migrations.ts';
import { failureGroup, foldedOutcomes, idleWaivers, passedOutcomes, unknownGroup, waivedGroup } from './outcome.ts';
import type { PageContext } from './page-context.ts';

/** What belongs to no kubenet cluster: the estate's findings, the clusters that are not on kubenet, how it all was read. */
export function closingSections(head: ReportHead, context: PageContext): Html {
  const { portalUrl } = context;
  return html`${migrationSection(head, portalUrl)}
${estateSection(head, context)}
${codeSection(head)}
${unreadableClusters(head.unreadable ?? [], portalUrl)}
${otherClusters('Clusters on Azure CNI Overlay', head.overlay, portalUrl)}
${otherClusters('Clusters on other network plugins', head.other, portalUrl)}
${waiverSection(head)}
${runSection(head)}
${checkTexts(context.catalogue)}`;
}

function estateSection({ estate }: ReportHead, context: PageContext): Html | null {
  if (estate.checks.length === 0) return null;
  const checks = groupChecks(estate.checks);
  const failing = [...checks.live, ...checks.blockers, ...checks.decisions, ...checks.others];
  return html`
<section class="section" id="estate" aria-labelledby="estate-title">
<h2 id="estate-title">Outside the clusters</h2>
${failureGroup('Left behind', failing, context)}
${unknownGroup(checks.unknown)}
${waivedGroup(checks.waived)}
${passedOutcomes(`${counted(checks.passed.length, 'check')} passed`, checks.passed)}
${foldedOutcomes(`${counted(checks.notApplicable.length, 'check')} not applicable`, checks.notApplicable)}
${foldedOutcomes(`${counted(checks.notRun.length, 'check')} not run`, checks.notRun)}
</section>`;
}

function waiverSection({ waivers = [] }: ReportHead): Html | null {
  const listed = idleWaivers('Of the waiver file', waivers);
  if (listed === null) return null;
  return html`
<section class="section" id="waivers" aria-labelledby="waivers-title">
<h2 id="waivers-title">Waivers that accept nothing</h2>
${listed}
</section>`;
}

function unreadableClusters(clusters: readonly UnreadableCluster[], portalUrl: string): Html | null {
  if (clusters.length === 0) return null;
  const rows = clusters.map(
    ({ id, name, reason }) =>
      html`<tr><th scope="row">${resourceLink(id, portalUrl, name)}</th><td><bdi>${reason}</bdi></td></tr>
`,
  );
  return html`
<section class="section" aria-label="Clusters that may use kubenet">
<h2>Clusters that may use kubenet</h2>
<p>${counted(clusters.length, 'cluster')}, neither counted nor audited: what was read does not tell.</p>
<div class="scroll"><table><thead><tr><th scope="col">Cluster</th><th scope="col">What to do</th></tr></thead><tbody>
${rows}</tbody></table></div>
</section>`;
}

function otherClusters(title: string, clusters: readonly OtherCluster[], portalUrl: string): Html | null {
  if (clusters.length === 0) return null;
  const rows = clusters.map(
    ({ id, name, networkPlugin, networkPluginMode }) =>
      html`<tr><th scope="row">${resourceLink(id, portalUrl, name)}</th><td><bdi>${networkPlugin ?? 'none'}</bdi></td><td><bdi>${networkPluginMode ?? ''}</bdi></td></tr>
`,
  );
  return html`
<section class="section elsewhere" aria-label="${title}">
<h2>${title}</h2>
<details><summary>${counted(clusters.length, 'cluster')}, not audited</summary><div class="scroll"><table><thead><tr><th scope="col">Cluster</th><th scope="col">Network plugin</th><th scope="col">Mode</th></tr></thead><tbody>
${rows}</tbody></table></div></details>
</section>`;
}

const sourceWords = { graph: 'Azure Resource Graph', arm: 'Azure Resource Manager', input: 'saved files' } as const;

function runSection({ run }: ReportHead): Html {
  const { requests } = run;
  return html`
<section class="runs" id="run" aria-labelledby="run-title">
<h2 id="run-title">How this was read</h2>
${factList([
  { label: 'Source', value: sourceWords[run.source] },
  { label: 'Run', value: run.id },
  { label: 'Status', value: run.status },
  { label: 'Started', value: momentText(run.startedAt) },
  { label: 'Finished', value: momentText(run.finishedAt) },
  {
    label: 'Requests',
    value: `${numberText(requests.total)}; ${numberText(requests.throttled)} throttled, ${numberText(requests.retried)} retried, ${numberText(requests.failed)} failed`,
  },
])}
${scopeTable(run.scopes)}
${unusedFiles(run.unusedFiles)}
</section>`;
}

/** Gaps are in sight; what was read is folded. */
function scopeTable(scopes: ReportHead['run']['scopes']): Html {
  const gaps = scopes.filter((scope) => scope.status !== 'read');
  const read = scopes.filter((scope) => scope.status === 'read');
  return html`${gaps.length === 0 ? null : html`<h3>Subscriptions with gaps</h3>${scopeRows(gaps)}`}
${read.length === 0 ? null : html`<details><summary>${counted(read.length, 'subscription')} read</summary>${scopeRows(read)}</details>`}
`;
}

function scopeRows(scopes: ReportHead['run']['scopes']): Html {
  return html`<div class="scroll" role="group" aria-label="Subscriptions" tabindex="0"><table><thead><tr><th scope="col">Subscription</th><th scope="col">Tenant</th><th scope="col">Status</th><th scope="col">Reason</th></tr></thead><tbody>
${scopes.map(
  ({ name, subscriptionId, tenantId, status, reason }) =>
    html`<tr><th scope="row"><bdi>${name ?? subscriptionId}</bdi><span class="small">${name === null ? null : subscriptionId}</span></th><td class="small">${tenantId ?? ''}</td><td>${scopeWords[status]}</td><td><bdi>${reason ?? ''}</bdi></td></tr>
`,
)}</tbody></table></div>
`;
}

function unusedFiles(files: ReportHead['run']['unusedFiles']): Html | null {
  if (files.length === 0) return null;
  return html`<h3>Files that could not be used whole</h3>
<ul>${files.map(({ file, reason }) => html`<li><code><bdi>${file}</bdi></code>: <bdi>${reason}</bdi></li>`)}</ul>`;
}
