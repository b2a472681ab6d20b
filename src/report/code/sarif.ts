import type { CodeReport } from '../../model/iac-report.ts';
import { withoutMisleadingTexts } from '../../words/plain-text.ts';
import { codeNotifications, codeResults } from '../sarif/code-results.ts';
import { codeNotificationRule, createRuleList } from '../sarif/rules.ts';
import { sarifSchema } from '../sarif/schema.ts';

/** SARIF 2.1.0 with physical locations, relative to where the command runs: GitHub shows each result at its line. */
export function codeSarif(report: CodeReport, version: string): string {
  const rules = createRuleList();
  const results = [...codeResults(report, rules.ofCode)];
  const log = {
    $schema: sarifSchema,
    version: '2.1.0',
    runs: [
      {
        results,
        invocations: [
          {
            executionSuccessful: true,
            endTimeUtc: report.asOf,
            toolExecutionNotifications: [...codeNotifications(report)],
          },
        ],
        automationDetails: { id: 'kubenet-audit-iac/' },
        columnKind: 'utf16CodeUnits',
        tool: {
          driver: { name: 'kubenet-audit', version, rules: rules.all(), notifications: [codeNotificationRule] },
        },
      },
    ],
  };
  return `${JSON.stringify(log, withoutMisleadingTexts, 2)}\n`;
}
