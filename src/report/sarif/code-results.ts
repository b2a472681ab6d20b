import { createHash } from 'node:crypto';
import type { CodeReport, IacReportFinding } from '../../model/iac-report.ts';
import type { IacVerdict } from '../../model/iac-verdict.ts';
import { clustersText, codeVerdictWords } from '../code/words.ts';
import { notificationIds } from './rules.ts';

/** A result for each place; those that a comment waives are suppressed, not left out. */
export function* codeResults(
  { findings }: Pick<CodeReport, 'findings'>,
  indexOf: (verdict: IacVerdict) => number,
): Generator<object> {
  const seen = new Map<string, number>();
  for (const finding of findings) {
    const hash = hashOf(finding);
    const before = seen.get(hash) ?? 0;
    seen.set(hash, before + 1);
    yield result(finding, indexOf(finding.verdict), `${hash}:${before + 1}`);
  }
}

function result(finding: IacReportFinding, ruleIndex: number, fingerprint: string): object {
  const { file, line, column, verdict, why, instead, subject, language, waiver, usedAt, values } = finding;
  const text = [why, instead, clustersText(finding)].filter(Boolean).join(' ');
  return {
    ruleId: `iac/${verdict}`,
    ruleIndex,
    level: codeVerdictWords[verdict].level,
    message: { text: text === '' ? `${subject}: ${codeVerdictWords[verdict].says}.` : text },
    locations: [codeLocation({ file, line, column })],
    ...(usedAt.length === 0 ? {} : { relatedLocations: usedAt.map(codeLocation) }),
    partialFingerprints: { 'verdictFileSubject/v2': fingerprint, primaryLocationLineHash: fingerprint },
    ...(waiver === null
      ? {}
      : {
          suppressions: [
            { kind: 'inSource', status: 'accepted', justification: `${waiver.reason} (until ${waiver.until})` },
          ],
        }),
    properties: { subject, language, values },
  };
}

/** What was not read whole. */
export function* codeNotifications({ notRead }: Pick<CodeReport, 'notRead'>): Generator<object> {
  for (const { file, line, reason } of notRead) {
    yield {
      descriptor: { id: notificationIds.code },
      level: 'warning',
      message: { text: `${file}: ${reason}` },
      locations: [codeLocation({ file, line: line ?? 1 })],
    };
  }
}

interface CodePlace {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

export function codeLocation({ file, line, column }: CodePlace) {
  const region = column === undefined ? { startLine: line } : { startLine: line, startColumn: column };
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, region } };
}

/** A relative path as a URI: what means something in one is written as it is meant. */
function uriOf(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}

/** Without the line, so that code moved by lines above it stays the same finding. */
function hashOf({ verdict, file, subject, values }: IacReportFinding): string {
  const parts = JSON.stringify([verdict, file, subject, values]);
  return createHash('sha256').update(parts).digest('hex').slice(0, 32);
}
