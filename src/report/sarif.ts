import type { ReportStream } from '../model/report.ts';
import { clusterNotifications, runNotifications } from './sarif/notifications.ts';
import { outcomeResults } from './sarif/results.ts';
import { createRuleList, notificationRules } from './sarif/rules.ts';

const schemaUri = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * The failing findings as a SARIF 2.1.0 log with one run. A run that could not read everything has `executionSuccessful: false`, and
 * a notification for each subscription and each check that is not known. Rules come last, since only the results tell which there
 * are; the clusters are walked twice.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export async function* renderSarif(report: ReportStream): AsyncGenerator<string> {
  const { run } = report.head;
  const rules = createRuleList();
  yield `{"$schema":${JSON.stringify(schemaUri)},"version":"2.1.0","runs":[{`;
  yield '"results":[';
  yield* separated(results(report, rules.indexOf));
  yield '\n],"invocations":[{';
  yield `"executionSuccessful":${run.status === 'complete'},"startTimeUtc":${JSON.stringify(run.startedAt)},"endTimeUtc":${JSON.stringify(run.finishedAt)},"toolExecutionNotifications":[`;
  yield* separated(notifications(report, rules.indexOf));
  yield '\n]}],';
  yield `"automationDetails":{"id":${JSON.stringify(`kubenet-audit/${run.id}`)}},"columnKind":"utf16CodeUnits",`;
  const driver = { name: 'kubenet-audit', rules: rules.all(), notifications: notificationRules };
  yield `"tool":{"driver":${JSON.stringify(driver)}}}]}\n`;
}

type IndexOf = ReturnType<typeof createRuleList>['indexOf'];

async function* results(report: ReportStream, indexOf: IndexOf): AsyncGenerator<object> {
  for (const outcome of report.head.estate.checks) yield* outcomeResults(outcome, undefined, indexOf);
  for await (const cluster of report.clusters()) {
    for (const outcome of cluster.checks) yield* outcomeResults(outcome, cluster, indexOf);
  }
}

async function* notifications(report: ReportStream, indexOf: IndexOf): AsyncGenerator<object> {
  yield* runNotifications(report.head.run);
  yield* clusterNotifications(report.head.estate.checks, undefined, indexOf);
  for await (const cluster of report.clusters()) yield* clusterNotifications(cluster.checks, cluster, indexOf);
}

/** One object a line, with commas between. */
async function* separated(objects: AsyncIterable<object>): AsyncGenerator<string> {
  let comma = '';
  for await (const each of objects) {
    yield `${comma}\n${JSON.stringify(each)}`;
    comma = ',';
  }
}
