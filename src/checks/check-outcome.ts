import { type Finding, type Severity, worstSeverity } from '../model/finding.ts';
import type { CheckOutcome, OutcomeStatus } from '../model/outcome.ts';
import type { Assessment, Judgement } from './assessment.ts';
import type { CheckMeta } from './define-check.ts';
import { docsPath } from './docs-path.ts';
import { type CommandParameters, renderCommands } from './render-command.ts';

/** Above this many passing findings of one check they are left out of the report; failing ones never are. */
const passingFindingsKept = 20;

/** What a check said, with everything a report shows of it. `parameters` fill the commands beside each judgement's own. */
export function checkOutcome(check: CheckMeta, assessment: Assessment, parameters: CommandParameters): CheckOutcome {
  if (assessment.status !== 'assessed') return unjudged(check, assessment.status, assessment.reason);
  const { judgements } = assessment;
  const failing = judgements.filter(({ status }) => status === 'fail');
  return outcome(check, failing.length > 0 ? 'fail' : 'pass', {
    severity: worstSeverity(failing.map((each) => severityOf(check, each))) ?? check.severities[0],
    reason: `${failing.length > 0 ? failingReason(failing, judgements.length) : passingReason(check, judgements)}${notRead(assessment.gaps ?? [])}`,
    findings: keptJudgements(judgements, failing).map((each) => toFinding(check, each)),
    fix: failing.length === 0 ? { text: check.fix.text, commands: [] } : fixOf(check, failing, parameters),
  });
}

function fixOf(check: CheckMeta, failing: readonly Judgement[], parameters: CommandParameters): CheckOutcome['fix'] {
  const rendered = failing.map((each) =>
    renderCommands({ ...check.fix, ...(each.commands === undefined ? {} : { commands: each.commands }) }, [
      { ...parameters, ...each.parameters },
    ]),
  );
  const text = rendered.some(({ incomplete }) => incomplete) ? `${check.fix.text} ${notPrinted}` : check.fix.text;
  return { text, commands: [...new Set(rendered.flatMap(({ commands }) => commands))] };
}

const notPrinted =
  'Where a command is missing, a name in it has characters outside Azure\u2019s rules, which a shell could read as something else: use the portal there.';

/** An outcome without findings: the check could not be asked, or does not apply. */
export function unjudged(
  check: CheckMeta,
  status: Exclude<OutcomeStatus, 'pass' | 'fail'>,
  reason: string,
): CheckOutcome {
  const severity = status === 'unknown' ? (check.severityWhenUnknown ?? check.severities[0]) : check.severities[0];
  return outcome(check, status, { severity, reason, findings: [], fix: { text: check.fix.text, commands: [] } });
}

/** In the order of the schema, in which a report is written. */
function outcome(
  check: CheckMeta,
  status: OutcomeStatus,
  { severity, reason, findings, fix }: Pick<CheckOutcome, 'severity' | 'reason' | 'findings' | 'fix'>,
): CheckOutcome {
  return {
    code: check.code,
    category: check.category,
    severity,
    live: check.live ?? false,
    status,
    title: status === 'fail' ? check.failureTitle : check.title,
    reason,
    findings,
    fix,
    docs: docsPath(check.code),
    waiver: null,
  };
}

function severityOf(check: CheckMeta, judgement: Judgement): Severity {
  return judgement.severity ?? check.severities[0];
}

function keptJudgements(judgements: readonly Judgement[], failing: readonly Judgement[]): readonly Judgement[] {
  return judgements.length - failing.length <= passingFindingsKept ? judgements : failing;
}

function toFinding(check: CheckMeta, judgement: Judgement): Finding {
  return {
    resourceId: judgement.resourceId,
    status: judgement.status,
    severity: severityOf(check, judgement),
    confidence: judgement.confidence ?? 'measured',
    message: judgement.message,
    evidence: judgement.evidence ?? {},
  };
}

function failingReason(failing: readonly Judgement[], total: number): string {
  const first = failing[0]?.message ?? '';
  return failing.length === 1 ? first : `${failing.length} of ${total} resources fail, the first: ${first}`;
}

/** What else there is to know, of a failure. */
function notRead(gaps: readonly string[]): string {
  return gaps.length === 0 ? '' : ` Not read: ${gaps.map((gap) => `${gap.replace(/\.$/, '')}.`).join(' ')}`;
}

function passingReason(check: CheckMeta, judgements: readonly Judgement[]): string {
  const [only, ...more] = judgements;
  return only !== undefined && more.length === 0
    ? only.message
    : `${check.title}: ${judgements.length} resources looked at.`;
}
