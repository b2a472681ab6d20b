import { fleetCount, withFleetHistory } from '../audit/fleet-history.ts';
import type { ScopeCounts } from '../model/report.ts';
import type { FleetCount } from '../scoring/comparable-points.ts';
import type { AuditStore } from '../store/audit-store.ts';
import { runIdAt } from '../store/keys.ts';

const weekMs = 7 * 24 * 60 * 60 * 1000;

/**
 * Weekly audits of the year before a real count, marked as invented: slow at first, nothing in the summer, faster of late. Every
 * subscription that was counted had its share of what has moved since.
 */
export function inventedYear({ asOf, scopes = {} }: Pick<FleetCount, 'asOf' | 'scopes'>): FleetCount[] {
  return Array.from({ length: 52 }, (_, index): FleetCount => {
    const weeksAgo = 52 - index;
    const share = 1 + shareMovedSince(weeksAgo);
    const then: ScopeCounts = {};
    for (const [id, { ready, needsWork, blocked, unverified }] of Object.entries(scopes)) {
      const moved = Math.round((ready + needsWork + blocked + unverified) * (share - 1));
      then[id] = {
        ready,
        needsWork: needsWork + Math.ceil(moved / 2),
        blocked: blocked + Math.floor(moved / 2),
        unverified,
      };
    }
    const all = Object.values(then);
    const count = (verdict: keyof ScopeCounts[string]) => all.reduce((sum, each) => sum + each[verdict], 0);
    const verdicts = {
      ready: count('ready'),
      needsWork: count('needsWork'),
      blocked: count('blocked'),
      unverified: count('unverified'),
    };
    const kubenet = verdicts.ready + verdicts.needsWork + verdicts.blocked + verdicts.unverified;
    const day = new Date(Date.parse(asOf) - weeksAgo * weekMs).toISOString();
    return { asOf: day, status: 'partial', kubenet, verdicts, scopes: then, invented: true };
  });
}

/** Of today's clusters, how many times as many have moved since: 1 a year ago. */
function shareMovedSince(weeksAgo: number): number {
  if (weeksAgo <= 16) return weeksAgo * 0.03;
  if (weeksAgo <= 26) return 0.48;
  return 0.48 + (weeksAgo - 26) * 0.02;
}

/** Gives the newest report of the store the year, and the audits after it too: they find it where a real one would be. */
export async function inventYear(store: AuditStore): Promise<void> {
  const run = await store.latestReportedRun();
  const report = run === undefined ? undefined : await store.openReport(run.id);
  if (run?.headAttempt === undefined || report === undefined)
    throw new Error('There is no report that a year could precede.');
  const year = inventedYear(fleetCount(report.head));
  for (const { asOf, kubenet, verdicts, scopes } of year) {
    const counts = { clusters: kubenet, kubenet, verdicts, liveProblems: 0, scopes };
    await store.writeFleetHistory({
      runId: runIdAt(new Date(asOf)),
      asOf,
      status: 'partial',
      invented: true,
      ...counts,
    });
  }
  const head = withFleetHistory(report.head, year);
  // Under the attempt that closed the run: its list of clusters lies there too.
  await store.writeHead(run.id, run.headAttempt, head);
  await store.changeRun(run.id, [run.status], { summary: head.summary });
}
