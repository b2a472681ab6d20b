import type { ReportHead, ReportStream } from '../model/report.ts';
import { withoutMisleadingTexts } from '../words/plain-text.ts';
import { codeNotifications, codeResults } from './sarif/code-results.ts';
import { createFleetDeadline } from './sarif/fleet-deadline.ts';
import { clusterNotifications, leftOutNotification, runNotifications } from './sarif/notifications.ts';
import { outcomeResults } from './sarif/results.ts';
import { createRuleList, notificationRules } from './sarif/rules.ts';
import { sarifSchema } from './sarif/schema.ts';

/**
 * The failing findings as a SARIF 2.1.0 log with one run. A run that could not read everything has `executionSuccessful: false`, and
 * a notification for each subscription, and one for each cluster of which some check is not known. Notifications and rules come last, since
 * only the results tell which there are.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export async function* renderSarif(report: ReportStream): AsyncGenerator<string> {
  const { run } = report.head;
  const rules = createRuleList();
  const ofClusters: string[] = [];
  yield `{"$schema":${JSON.stringify(sarifSchema)},"version":"2.1.0","runs":[{`;
  yield '"results":[';
  const leftOut = yield* firstResults(results(report, rules, ofClusters));
  yield '\n],"invocations":[{';
  yield `"executionSuccessful":${run.status === 'complete'},"startTimeUtc":${JSON.stringify(run.startedAt)},"endTimeUtc":${JSON.stringify(run.finishedAt)},"toolExecutionNotifications":[`;
  let isFirst = true;
  for (const text of notifications(report.head, leftOut, ofClusters)) {
    yield lineOf(text, isFirst);
    isFirst = false;
  }
  yield '\n]}],';
  yield `"automationDetails":{"id":${JSON.stringify(`kubenet-audit/${run.id}`, withoutMisleadingTexts)}},"columnKind":"utf16CodeUnits",`;
  const driver = { name: 'kubenet-audit', rules: rules.all(), notifications: notificationRules };
  yield `"tool":{"driver":${JSON.stringify(driver, withoutMisleadingTexts)}}}]}\n`;
}

type Rules = ReturnType<typeof createRuleList>;

/** @see https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const mostResults = 25_000;

/** Results beyond them after which it is shown that the others are still counted: what sends nothing for long is cut on its way. */
const leftOutForSign = 10_000;

/** The first results, as many as code scanning takes of a run; returns how many there are beyond them. */
async function* firstResults(all: AsyncIterable<object>): AsyncGenerator<string, number> {
  let count = 0;
  for await (const each of all) {
    count += 1;
    if (count <= mostResults) yield lineOf(textOf(each), count === 1);
    else if (count % leftOutForSign === 0) yield '\n';
  }
  return Math.max(0, count - mostResults);
}

/** @param notifications takes those of the clusters as they are walked */
async function* results(
  report: ReportStream,
  { ofCheck, ofCode }: Rules,
  notifications: string[],
): AsyncGenerator<object> {
  const { code, estate } = report.head;
  if (code !== undefined) yield* codeResults(code, ofCode);
  for (const outcome of estate.checks) yield* outcomeResults(outcome, undefined, ofCheck);
  const fleetDeadline = createFleetDeadline(report.head.deadline);
  for await (const cluster of report.clusters()) {
    for (const outcome of cluster.checks) {
      if (!fleetDeadline.takes(outcome, cluster)) yield* outcomeResults(outcome, cluster, ofCheck);
    }
    for (const each of clusterNotifications(cluster.checks, cluster)) notifications.push(textOf(each));
  }
  yield* fleetDeadline.results(ofCheck);
}

function* notifications(head: ReportHead, leftOut: number, ofClusters: readonly string[]): Generator<string> {
  for (const each of runNotifications(head.run)) yield textOf(each);
  if (head.code !== undefined) for (const each of codeNotifications(head.code)) yield textOf(each);
  if (leftOut > 0) yield textOf(leftOutNotification(leftOut, mostResults));
  for (const each of clusterNotifications(head.estate.checks, undefined)) yield textOf(each);
  yield* ofClusters;
}

function textOf(object: object): string {
  return JSON.stringify(object, withoutMisleadingTexts);
}

/** One object a line, with commas between. */
function lineOf(text: string, isFirst: boolean): string {
  return `${isFirst ? '' : ','}\n${text}`;
}
