import { lastSlot } from '../../config/schedule.ts';
import { isClosed, type RunRecord } from '../../store/run-record.ts';

/** The platform's timer may be some minutes late. */
export const timerGraceMs = 10 * 60_000;

/** How long after its limit a run is closed at the latest, where timers run. */
const closingMs = 30 * 60_000;

export interface Expected {
  /** Undefined where it is switched off. */
  readonly schedule: string | undefined;
  readonly runLimitMs: number;
}

/**
 * In a sentence, why no newer audit is there, or what became of the newest; undefined where all is as it should be. It names nothing
 * of the audited estate, so that anybody may read it.
 * @param newest whatever became of it
 */
export function auditTrouble(
  newest: RunRecord | undefined,
  { schedule, runLimitMs }: Expected,
  now: Date,
): string | undefined {
  if (newest === undefined) return 'No audit has begun yet.';
  const due = schedule === undefined ? undefined : lastSlot(schedule, new Date(now.getTime() - timerGraceMs));
  // A timer may be a minute early.
  if (due !== undefined && Date.parse(newest.createdAt) < due.getTime() - 60_000) {
    return `The audit that was due ${minuteText(due)} has not begun: the timers may have stopped.`;
  }
  const age = now.getTime() - Date.parse(newest.createdAt);
  if (!isClosed(newest)) {
    if (age <= runLimitMs + closingMs) return undefined;
    return `The audit that began ${minuteText(new Date(newest.createdAt))} has not come to an end.`;
  }
  return newest.status === 'failed' ? 'The last audit failed; /api/status says why.' : undefined;
}

function minuteText(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
