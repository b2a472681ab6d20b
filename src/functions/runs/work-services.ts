import type { AuditPlan, AuditScope } from '../../model/audit.ts';
import type { AuditEngine } from '../../model/audit-engine.ts';
import type { WaiverFile } from '../../model/waiver.ts';
import type { AuditStore } from '../../store/audit-store.ts';
import type { Retention } from '../../store/retention.ts';
import type { PlannedRun } from '../../store/run-record.ts';
import type { AppPlanSettings } from '../read-plan-settings.ts';
import type { WorkQueue } from './messages.ts';

/** What the work needs, made once a process. It holds clients and settings, and nothing of a run that can change. */
export interface WorkServices {
  readonly store: AuditStore;
  readonly engine: AuditEngine;
  readonly queue: WorkQueue;
  /** What a run covers. */
  readonly scope: AuditScope;
  readonly limits: WorkLimits;
  readonly readPlan: PlanReader;
  now(): Date;
  /** The waiver file of the app. */
  readonly waivers?: WaiverFile;
  /** In which order the clusters migrate; the defaults where not given. */
  readonly planSettings?: AppPlanSettings;
  /** Who hears of a run; undefined where no alerts are set up. */
  readonly alerts?: RunAlerts;
}

/** What the work and the routes may ask of the alerts. */
export interface RunAlerts {
  /** Told once a run has closed, by whoever closed it; a death in between loses that, so it must be found elsewhere too. */
  runClosed(runId: string, log: WorkLog): Promise<void>;
  /** Notices that were given up. That alerts do not work is a part of the answer, never an error: audits go on without them. */
  undelivered(log: WorkLog): Promise<UndeliveredNotices>;
}

export interface UndeliveredNotices {
  /** Undefined where it could not be read. */
  readonly count: number | undefined;
  /** Names the channels and their last errors, or says why alerts do not work; undefined where nothing is wrong. */
  readonly sentence: string | undefined;
}

export interface WorkLimits {
  /** A unit or a plan that nobody touched for so long is sent for again. */
  readonly resendAfterMs: number;
  /** A run that is older is closed with what it has. */
  readonly runLimitMs: number;
  readonly retention: Retention;
  /** From the start of one run that somebody asked for to the next. */
  readonly startIntervalMs: number;
}

export const defaultLimits: WorkLimits = {
  resendAfterMs: 30 * 60 * 1000,
  runLimitMs: 6 * 60 * 60 * 1000,
  retention: { fullRuns: 30, historyDays: 400 },
  startIntervalMs: 5 * 60 * 1000,
};

/** Where the work tells what it does; an invocation's context is one. */
export interface WorkLog {
  log(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}

export type PlanReader = (run: PlannedRun) => Promise<AuditPlan>;

/** Keeps the plan that was read last: it may be some megabytes, never changes, and every unit of a run needs it. */
export function createPlanReader(store: Pick<AuditStore, 'readPlan'>): PlanReader {
  let kept: { readonly attempt: string; readonly plan: Promise<AuditPlan> } | undefined;
  return (run) => {
    if (kept?.attempt !== run.planAttempt) {
      const plan = store.readPlan(run);
      const reading = { attempt: run.planAttempt, plan };
      kept = reading;
      plan.catch(() => {
        if (kept === reading) kept = undefined;
      });
    }
    return kept.plan;
  };
}
