import { createHash } from 'node:crypto';
import type { IacReport, IacReportFinding } from '../iac-report.ts';
import { iacVerdicts } from '../judge/verdict.ts';
import { verdictWords } from './words.ts';

const schemaUri = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * SARIF 2.1.0 with physical locations, relative to where one stands: GitHub shows each result at its line.
 * @param nameOf how a file is named from there
 */
export function iacSarif(report: IacReport, nameOf: (file: string) => string, version: string): string {
  const log = {
    $schema: schemaUri,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'kubenet-audit', version, rules: iacVerdicts.map(rule) } },
        automationDetails: { id: 'kubenet-audit-iac/' },
        columnKind: 'utf16CodeUnits',
        results: report.findings.map((finding) => result(finding, nameOf)),
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: report.notRead.map(({ file, line, reason }) => ({
              level: 'warning',
              message: { text: `${file}: ${reason}` },
              locations: [physical(nameOf(file), line ?? 1)],
            })),
          },
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function rule(verdict: (typeof iacVerdicts)[number]) {
  const { says, level } = verdictWords[verdict];
  return {
    id: ruleId(verdict),
    name: ruleId(verdict),
    shortDescription: {
      text: `Code that ${level === 'note' && verdict !== 'migrates' ? 'speaks of kubenet' : 'decides about kubenet'}: ${says}.`,
    },
    defaultConfiguration: { level },
  };
}

function ruleId(verdict: string): string {
  return `iac/${verdict}`;
}

function result(finding: IacReportFinding, nameOf: (file: string) => string) {
  const { file, line, column, verdict, why, instead, subject, waiver, usedAt, values } = finding;
  return {
    ruleId: ruleId(verdict),
    ruleIndex: iacVerdicts.indexOf(verdict),
    level: verdictWords[verdict].level,
    message: { text: [why, instead].filter(Boolean).join(' ') },
    locations: [physical(nameOf(file), line, column)],
    ...(usedAt.length === 0 ? {} : { relatedLocations: usedAt.map((used) => physical(nameOf(used.file), used.line)) }),
    partialFingerprints: { 'verdictFileSubject/v1': hash([verdict, file, subject, values]) },
    ...(waiver === null
      ? {}
      : { suppressions: [{ kind: 'inSource', justification: `${waiver.reason} (until ${waiver.until})` }] }),
    properties: { subject, language: finding.language, values },
  };
}

function physical(file: string, startLine: number, startColumn?: number) {
  const region = startColumn === undefined ? { startLine } : { startLine, startColumn };
  return { physicalLocation: { artifactLocation: { uri: encodeURI(file) }, region } };
}

/** Without the line, so that code moved by lines above it stays the same finding. */
function hash(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
