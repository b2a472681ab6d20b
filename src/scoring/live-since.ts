import type { LiveSince, LiveSinces, SeenLive } from '../model/live-since.ts';

/** What one audit saw of a cluster, and when. */
export interface LivePoint {
  readonly asOf: string;
  readonly live: SeenLive;
}

/**
 * Since when each problem that burns now does, as a property of the cluster's report; none where nothing is known of any. An audit that
 * could not tell neither begins nor ends a problem. What an earlier audit knew of its own past is believed, so that few need be kept.
 * @param earlier the audits of the cluster before this one, oldest first
 */
export function withLiveSince(now: LivePoint, earlier: readonly LivePoint[]): { readonly liveSince?: LiveSinces } {
  const known = now.live.failing
    .map((code) => [code, sinceOf(code, now, earlier)] as const)
    // The first audit that could tell says nothing about how long.
    .filter(([, { asOf, before }]) => asOf !== now.asOf || before === 'absent');
  return known.length === 0 ? {} : { liveSince: Object.fromEntries(known) };
}

function sinceOf(code: string, now: LivePoint, earlier: readonly LivePoint[]): LiveSince {
  let since = toldBy(now, code);
  for (const point of earlier.toReversed()) {
    const { failing, unknown } = point.live;
    if (failing.includes(code)) {
      since = earliest(since, toldBy(point, code));
    } else if (isBefore(point, since)) {
      const isTold = unknown !== undefined && !unknown.includes(code);
      since = startedAfter(since, isTold);
      // Without the list of what was not answered nobody can say that it went on.
      if (isTold || unknown === undefined) break;
    }
  }
  return since;
}

function startedAfter(since: LiveSince, isTold: boolean): LiveSince {
  return since.before === 'noAudit' ? { ...since, before: isTold ? 'absent' : 'notKnown' } : since;
}

function toldBy({ asOf, live }: LivePoint, code: string): LiveSince {
  return live.since?.[code] ?? { asOf, before: live.unknown === undefined ? 'notKnown' : 'noAudit' };
}

function earliest(a: LiveSince, b: LiveSince): LiveSince {
  return isBefore(b, a) ? b : a;
}

function isBefore(a: { readonly asOf: string }, b: { readonly asOf: string }): boolean {
  return Date.parse(a.asOf) < Date.parse(b.asOf);
}
