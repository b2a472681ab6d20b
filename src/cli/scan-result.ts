import type { FailLevel } from '../config/scan-setting-list.ts';
import { severityRank } from '../model/finding.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import type { OtherCluster, ReportHead, ReportStream } from '../model/report.ts';
import { sameResource } from '../model/resource-id.ts';
import { counted } from '../words/words.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { nearest } from './nearest.ts';

/** What a finished scan tells the shell, and a person when it is not 0. */
export interface ScanResult {
  readonly code: ExitCode;
  readonly reason: string | undefined;
}

export interface ScanDemands {
  readonly failOn: FailLevel | undefined;
  readonly requireComplete: boolean;
  /** Clusters asked for by name or id. */
  readonly clusters: readonly string[];
  /** Names of the clusters that were listed. */
  readonly known?: readonly string[] | undefined;
  /** Tags asked for. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Work that could not be done outranks findings, and findings outrank gaps. */
export async function scanResult(report: ReportStream, demands: ScanDemands): Promise<ScanResult> {
  // Each walk reads every cluster again.
  const asksClusters = demands.failOn !== undefined || demands.clusters.length > 0 || report.head.matched === undefined;
  const seen = asksClusters ? await walk(report, demands.failOn) : { clusters: [], failing: 0 };
  const missing = demands.clusters.filter(
    (named) => ![...seen.clusters, ...report.head.overlay, ...report.head.other].some((each) => isNamed(each, named)),
  );
  const unreadable = report.head.unreadable ?? [];
  const unread = missing.flatMap((named) => unreadable.find((each) => isNamed(each, named)) ?? []);
  const failure =
    nothingRead(report.head) ??
    unread[0]?.reason ??
    notFound(missing, demands.known) ??
    nothingTagged(report.head.matched ?? seen.clusters.length, demands.tags);
  if (failure !== undefined) return { code: exitCodes.failed, reason: failure };
  if (seen.failing > 0) {
    const reason = `${counted(seen.failing, 'check')} failed at or above --fail-on ${demands.failOn}.`;
    return { code: exitCodes.findings, reason };
  }
  if (demands.requireComplete && report.head.run.status !== 'complete') {
    return { code: exitCodes.incomplete, reason: 'Not everything could be read, and --require-complete was given.' };
  }
  return { code: exitCodes.done, reason: undefined };
}

async function walk({ head, clusters }: ReportStream, failOn: FailLevel | undefined) {
  const named: Pick<OtherCluster, 'id' | 'name'>[] = [];
  let failing = head.estate.checks.filter((outcome) => failsAt(outcome, failOn)).length;
  for await (const { id, name, checks } of clusters()) {
    named.push({ id, name });
    failing += checks.filter((outcome) => failsAt(outcome, failOn)).length;
  }
  return { clusters: named, failing };
}

/** A waived check was accepted by somebody, so it fails no scan. */
function failsAt({ status, waiver, findings }: CheckOutcome, failOn: FailLevel | undefined): boolean {
  if (failOn === undefined || status !== 'fail' || waiver !== null) return false;
  return failOn === 'any' || findings.some((each) => each.status === 'fail' && isAtLeast(each.severity, failOn));
}

function isAtLeast(severity: Parameters<typeof severityRank>[0], level: Exclude<FailLevel, 'any'>): boolean {
  return severityRank(severity) <= severityRank(level);
}

function isNamed({ id, name }: Pick<OtherCluster, 'id' | 'name'>, named: string): boolean {
  return sameResource(named, id) || sameResource(named, name);
}

function nothingRead({ run }: ReportHead): string | undefined {
  if (run.scopes.some(({ status }) => status !== 'unreadable')) return undefined;
  const [first] = run.scopes;
  if (first !== undefined) {
    return `Nothing could be read: ${counted(run.scopes.length, 'subscription')}, the first ${first.name ?? first.subscriptionId}: ${first.reason}`;
  }
  return run.source === 'input'
    ? 'Nothing could be read: the folder holds no resource that an audit reads; put the output of "az aks list -o json" there.'
    : 'Nothing could be read: the identity sees no subscription; grant it the role Reader on one, then run "kubenet-audit doctor".';
}

/** A gate that looked at nothing is no gate: as with a name that is not there. */
function nothingTagged(matched: number, tags: ScanDemands['tags']): string | undefined {
  const asked = Object.entries(tags).map(([name, value]) => `${name}=${value}`);
  return matched === 0 && asked.length > 0
    ? `No cluster that could be read carries ${asked.join(' and ')}: check --tag and the subscriptions.`
    : undefined;
}

function notFound(missing: readonly string[], known: readonly string[] = []): string | undefined {
  if (missing.length === 0) return undefined;
  const near = [...new Set(missing.flatMap((name) => nearest(name, known)))];
  const advice = near.length === 0 ? 'check --cluster and the subscriptions.' : `did you mean ${near.join(' or ')}?`;
  return `No cluster that could be read is named ${missing.join(' or ')}: ${advice}`;
}
