import type { ReportStream } from '../model/report.ts';
import { withoutMisleadingTexts } from '../words/plain-text.ts';
import { codeNotifications, codeResults } from './sarif/code-results.ts';
import { createFleetDeadline } from './sarif/fleet-deadline.ts';
import { clusterNotifications, leftOutNotification, runNotifications } from './sarif/notifications.ts';
import { outcomeResults } from './sarif/results.ts';
import { createRuleList, notificationRules } from './sarif/rules.ts';
import { sarifSchema } from './sarif/schema.ts';

/**
 * The failing findings as a SARIF 2.1.0 log with one run. A run that could not read everything has `executionSuccessful: false`, and
 * a notification for each subscription, and one for each cluster of which some check is not known. Rules come last, since only the results tell which there
 * are; the clusters are walked twice.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export async function* renderSarif(report: ReportStream): AsyncGenerator<string> {
  const { run } = report.head;
  const rules = createRuleList();
  const leftOut = { count: 0 };
  yield `{"$schema":${JSON.stringify(sarifSchema)},"version":"2.1.0","runs":[{`;
  yield '"results":[';
  yield* separated(firstResults(report, rules, leftOut));
  yield '\n],"invocations":[{';
  yield `"executionSuccessful":${run.status === 'complete'},"startTimeUtc":${JSON.stringify(run.startedAt)},"endTimeUtc":${JSON.stringify(run.finishedAt)},"toolExecutionNotifications":[`;
  yield* separated(notifications(report, leftOut));
  yield '\n]}],';
  yield `"automationDetails":{"id":${JSON.stringify(`kubenet-audit/${run.id}`, withoutMisleadingTexts)}},"columnKind":"utf16CodeUnits",`;
  const driver = { name: 'kubenet-audit', rules: rules.all(), notifications: notificationRules };
  yield `"tool":{"driver":${JSON.stringify(driver, withoutMisleadingTexts)}}}]}\n`;
}

type Rules = ReturnType<typeof createRuleList>;

/** @see https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const mostResults = 25_000;

/** The first results, as many as code scanning takes of a run; the others are counted. */
async function* firstResults(report: ReportStream, rules: Rules, leftOut: { count: number }): AsyncGenerator<object> {
  let yielded = 0;
  for await (const each of results(report, rules)) {
    if (yielded === mostResults) leftOut.count += 1;
    else {
      yielded += 1;
      yield each;
    }
  }
}

async function* results(report: ReportStream, { ofCheck, ofCode }: Rules): AsyncGenerator<object> {
  const { code, estate } = report.head;
  if (code !== undefined) yield* codeResults(code, ofCode);
  for (const outcome of estate.checks) yield* outcomeResults(outcome, undefined, ofCheck);
  const fleetDeadline = createFleetDeadline(report.head.deadline);
  for await (const cluster of report.clusters()) {
    for (const outcome of cluster.checks) {
      if (!fleetDeadline.takes(outcome, cluster)) yield* outcomeResults(outcome, cluster, ofCheck);
    }
  }
  yield* fleetDeadline.results(ofCheck);
}

async function* notifications(report: ReportStream, leftOut: { readonly count: number }): AsyncGenerator<object> {
  yield* runNotifications(report.head.run);
  if (report.head.code !== undefined) yield* codeNotifications(report.head.code);
  if (leftOut.count > 0) yield leftOutNotification(leftOut.count, mostResults);
  yield* clusterNotifications(report.head.estate.checks, undefined);
  for await (const cluster of report.clusters()) yield* clusterNotifications(cluster.checks, cluster);
}

/** One object a line, with commas between. */
async function* separated(objects: AsyncIterable<object>): AsyncGenerator<string> {
  let comma = '';
  for await (const each of objects) {
    yield `${comma}\n${JSON.stringify(each, withoutMisleadingTexts)}`;
    comma = ',';
  }
}
