import { severities } from '../../src/model/finding.ts';
import type { CheckOutcome } from '../../src/model/outcome.ts';
import type { ClusterReport, Report } from '../../src/model/report.ts';
import { resourceKey } from '../../src/model/resource-id.ts';

/** Something that reads better after evidence was taken away. */
export interface Better {
  readonly cluster: string;
  /** A check's code, `nodesLeft`, `score`, `verdict`, `lost` … */
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Everything that reads better in the second report than in the first. That a check stays `pass` is not asked here.
 */
export function whatGotBetter(before: Report, after: Report): readonly Better[] {
  const clusters = new Map(after.clusters.map((each) => [resourceKey(each.id), each]));
  return [
    ...before.clusters.flatMap((each) => {
      const now = clusters.get(resourceKey(each.id));
      return now === undefined ? lost(each, after) : betterCluster(each, now);
    }),
    ...others(before, after),
    ...betterChecks('estate', before.estate.checks, after.estate.checks),
    ...newCommands('estate', before.estate, after.estate),
  ];
}

/** A cluster may become unreadable, where it is named. */
function lost({ id, name }: ClusterReport, after: Report): readonly Better[] {
  return isNamed(after, id, name) ? [] : [{ cluster: name, what: 'lost', from: 'kubenet', to: placeOf(after, id) }];
}

function isNamed({ unreadable = [], run }: Report, id: string, name: string): boolean {
  const inScope = run.scopes.some(({ status, reason }) => status !== 'read' && reason?.includes(name) === true);
  const hasUnreadScope = run.scopes.some(
    ({ status, reason }) => status === 'unreadable' && reason !== null && id.includes('/subscriptions/'),
  );
  return unreadable.some((each) => resourceKey(each.id) === resourceKey(id)) || inScope || hasUnreadScope;
}

function placeOf({ overlay, other }: Report, id: string): string {
  const isIn = (list: readonly { readonly id: string }[]) =>
    list.some((each) => resourceKey(each.id) === resourceKey(id));
  return isIn(overlay) ? 'overlay' : isIn(other) ? 'other' : 'nowhere';
}

function others(before: Report, after: Report): readonly Better[] {
  const lists = [
    ...before.overlay.map((each) => ({ ...each, from: 'overlay' })),
    ...before.other.map((each) => ({ ...each, from: 'other' })),
  ];
  const stillThere = new Set([...after.clusters, ...after.overlay, ...after.other].map(({ id }) => resourceKey(id)));
  return lists.flatMap(({ id, name, from }) => {
    const to = placeOf(after, id);
    if (stillThere.has(resourceKey(id)))
      return to === from || to === 'other' ? [] : [{ cluster: name, what: 'moved', from, to }];
    return isNamed(after, id, name) ? [] : [{ cluster: name, what: 'lost', from, to }];
  });
}

function betterCluster(before: ClusterReport, after: ClusterReport): readonly Better[] {
  const better = (what: string, from: unknown, to: unknown) => [
    { cluster: before.name, what, from: String(from), to: String(to) },
  ];
  const rose = (what: string, from: number | null, to: number | null) =>
    to !== null && (from === null || to > from) ? better(what, from, to) : [];
  const fell = (what: string, from: number | null, to: number | null) =>
    to !== null && (from === null || to < from) ? better(what, from, to) : [];
  const ranks = ['blocked', 'needsWork', 'unverified', 'ready'];
  return [
    ...betterChecks(before.name, before.checks, after.checks),
    ...(['readiness', 'routeTable', 'headroom'] as const).flatMap((name) => [
      ...rose(`score ${name}`, before.scores[name].value, after.scores[name].value),
      ...rose(`low ${name}`, before.scores[name].low, after.scores[name].low),
    ]),
    ...rose('nodesLeft', before.headroom.nodesLeft, after.headroom.nodesLeft),
    ...fell('nodesNow', before.headroom.nodesNow, after.headroom.nodesNow),
    ...fell('nodesAtMax', before.headroom.nodesAtMax, after.headroom.nodesAtMax),
    ...fell('surge', before.headroom.surge, after.headroom.surge),
    ...(after.headroom.nodesLeft === null
      ? []
      : rose('atMost', before.headroom.atMost ?? null, after.headroom.atMost ?? null)),
    ...limits(before, after).flatMap(({ name, was, is }) => [
      ...rose(`${name} left`, was.nodesLeft, is.nodesLeft),
      ...fell(`${name} used`, was.used, is.used),
      ...fell(`${name} peak`, was.peak, is.peak),
    ]),
    ...(after.verdict === 'ready' && ranks.indexOf(before.verdict) < ranks.indexOf('ready')
      ? better('verdict', before.verdict, 'ready')
      : []),
    ...newCommands(before.name, before, after),
  ];
}

function limits(before: ClusterReport, after: ClusterReport) {
  const key = ({ name, resourceId }: ClusterReport['headroom']['limits'][number]) =>
    `${name} ${resourceKey(resourceId)}`;
  const now = new Map(after.headroom.limits.map((each) => [key(each), each]));
  return before.headroom.limits.flatMap((was) => {
    const is = now.get(key(was));
    return is === undefined ? [] : [{ name: was.name, was, is }];
  });
}

type Checked = Pick<ClusterReport, 'checks'>;

/** What no command takes back is printed for no want of evidence. */
function newCommands(cluster: string, before: Checked, after: Checked): readonly Better[] {
  const marked = ({ checks }: Checked) =>
    checks
      .flatMap(({ fix }) => fix.commands)
      .filter((command) => /^# .*(cannot be undone|no way back)|delete/i.test(command))
      .map(withoutNames);
  const printed = new Set(marked(before));
  const added = [...new Set(marked(after).filter((command) => !printed.has(command)))];
  return added.map((command) => ({ cluster, what: 'command', from: 'not printed', to: command }));
}

/** By what it does: `az aks update --network-plugin … --network-plugin-mode …`. */
function withoutNames(command: string): string {
  return command.replaceAll(/^#.*\n/gm, '').replaceAll(/(--[a-z-]+) \S+/g, '$1');
}

function betterChecks(
  cluster: string,
  before: readonly CheckOutcome[],
  after: readonly CheckOutcome[],
): readonly Better[] {
  const now = new Map(after.map((each) => [each.code, each]));
  return before.flatMap((was) => {
    const is = now.get(was.code);
    if (is === undefined) return [{ cluster, what: was.code, from: was.status, to: 'left out' }];
    return betterCheck(cluster, was, is);
  });
}

function betterCheck(cluster: string, was: CheckOutcome, is: CheckOutcome): readonly Better[] {
  const from = `${was.status} ${was.severity}`;
  const better = (to: string) => [{ cluster, what: was.code, from, to }];
  if (was.status === 'error' || is.status === 'error')
    return is.status === 'error' ? better(`error: ${is.reason}`) : [];
  const isGood = (status: string) => status === 'pass' || status === 'notApplicable' || status === 'notRun';
  if (!isGood(was.status)) {
    if (isGood(is.status)) return better(`${is.status}: ${is.reason}`);
  } else if (was.status !== 'pass' && is.status === 'pass') return better(`${is.status}: ${is.reason}`);
  if (was.status !== 'fail' || is.status !== 'fail' || /Not read:/.test(is.reason)) return [];
  const rank = ({ severity }: CheckOutcome) => severities.indexOf(severity);
  if (rank(is) > rank(was)) return better(`fail ${is.severity}: ${is.reason}`);
  const failing = ({ findings }: CheckOutcome) => findings.filter(({ status }) => status === 'fail').length;
  return failing(is) < failing(was)
    ? [{ cluster, what: was.code, from: `${failing(was)} findings`, to: `${failing(is)} findings: ${is.reason}` }]
    : [];
}
