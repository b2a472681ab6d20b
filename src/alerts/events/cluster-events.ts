import type { AlertEvent, ClusterMemory, EventCluster } from '../../model/alert.ts';
import type { ClusterReport } from '../../model/report.ts';
import { resourceKey } from '../../model/resource-id.ts';
import { dateText } from '../../words/dates.ts';
import { verdictWords } from '../../words/words.ts';
import { staleRouteCode } from '../thresholds.ts';
import { type ChangeLog, createChangeLog, type Moment, type Subject } from './change-log.ts';
import { sayExpiringWaivers } from './expiring-waivers.ts';
import { sayFailingChecks, suspectedCodes } from './failing-checks.ts';
import { sayHeadroomForecast, withSample } from './headroom-forecast.ts';
import { sayHeadroomUsed } from './headroom-used.ts';
import { sayVerdictChange, severityOfVerdict } from './verdict-change.ts';

/** The audit a cluster is looked at in. */
export interface ClusterMoment extends Moment {
  readonly runId: string;
  /** When the audit before this one looked at the cluster's subscription; null where none did. */
  readonly previousAsOf: string | null;
}

export interface ClusterChange {
  readonly events: readonly AlertEvent[];
  readonly memory: ClusterMemory;
}

/** What is to be said of a cluster, and what is to be remembered of it. A cluster that this audit told already says nothing. */
export function clusterEvents(
  cluster: ClusterReport,
  before: ClusterMemory | undefined,
  moment: ClusterMoment,
): ClusterChange {
  if (before?.runId === moment.runId) return { events: [], memory: before };
  const { runId, asOf, previousAsOf } = moment;
  const bornIn = before?.bornIn ?? runId;
  const log = createChangeLog(before, subjectOf(toEventCluster(cluster), bornIn), { runId, asOf });
  const suspected = before?.suspected ?? [];
  if (before === undefined && previousAsOf !== null) sayNewCluster(cluster, previousAsOf, log);
  sayFailingChecks(cluster, suspected, log);
  const headroomMark = sayHeadroomUsed(cluster, before?.headroomMark ?? 0, log);
  const nodesLeft = withSample(before?.nodesLeft ?? [], asOf, cluster.headroom.nodesLeft);
  sayHeadroomForecast(cluster, nodesLeft, asOf, log);
  const verdict = before === undefined ? cluster.verdict : sayVerdictChange(cluster, before.verdict, suspected, log);
  const waivers = sayExpiringWaivers(cluster.checks, before?.waivers ?? {}, asOf, log);
  return {
    events: log.events,
    memory: {
      cluster: toEventCluster(cluster),
      ...{ runId, bornIn },
      ...log.said,
      suspected: suspectedCodes(cluster.checks),
      ...{ verdict, headroomMark, nodesLeft, waivers },
    },
  };
}

function sayNewCluster({ createdAt, verdict }: ClusterReport, previousAsOf: string, log: ChangeLog): void {
  const isCreated = createdAt !== null && Date.parse(createdAt) > Date.parse(previousAsOf);
  log.say({
    condition: 'newCluster',
    kind: 'newCluster',
    transition: 'opened',
    severity: 'medium',
    title: isCreated ? `A new kubenet cluster, created ${dateText(createdAt)}` : 'A kubenet cluster not seen before',
    detail: `Its verdict: ${verdictWords[verdict].word}. Whatever creates it should use Azure CNI Overlay.`,
  });
}

/** A cluster that this audit would have seen, and did not: `reason` says in a sentence what became of it. */
export function goneEvents(
  before: ClusterMemory,
  reason: string,
  leftKubenet: boolean,
  moment: Moment,
): readonly AlertEvent[] {
  const log = createChangeLog(before, subjectOf(before.cluster, before.bornIn), moment);
  for (const [condition, { severity, title }] of Object.entries(before.open)) {
    const kind = kindOf(condition);
    const code = kind === 'headroomForecast' ? {} : { code: condition };
    log.settle(false, { condition, kind, severity, title, detail: reason, ...code });
  }
  if (leftKubenet) {
    log.say({
      condition: 'verdict',
      kind: 'verdict',
      transition: 'closed',
      severity: severityOfVerdict(before.verdict),
      title: `No longer on kubenet; was ${verdictWords[before.verdict].word}`,
      detail: reason,
    });
  }
  return log.events;
}

function kindOf(condition: string) {
  if (condition === 'headroomForecast') return 'headroomForecast';
  return condition === staleRouteCode ? 'staleRoute' : 'outage';
}

function toEventCluster({ id, key, name, subscriptionId, tags }: ClusterReport): EventCluster {
  return { id, key, name, subscriptionId, tags };
}

function subjectOf(cluster: EventCluster, bornIn: string): Subject {
  return { key: `${resourceKey(cluster.id)} ${bornIn}`, cluster, subscriptionId: cluster.subscriptionId };
}
