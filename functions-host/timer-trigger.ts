import type { HostClock } from './host-clock.ts';
import { describeError, type HostLogger } from './host-log.ts';
import type { Invocations } from './invocations.ts';
import type { InvocationRequest } from './rpc-types.ts';
import type { HostedFunction } from './running-app.ts';
import { resolveSettingReferences } from './setting-reference.ts';
import { isMonitored, readTimerSchedule } from './timer-schedule.ts';
import { statusAfterRun, statusAtStart, type TimerStatus, type TimerStatusStore } from './timer-status.ts';

// A long wait is cut up: Node.js timers end at 24.8 days, and a suspended machine should notice soon after waking.
const longestSleepMs = 60_000;
const never = '0001-01-01T00:00:00+00:00';

export interface TimerTriggerOptions {
  readonly fn: HostedFunction;
  readonly clock: HostClock;
  readonly invocations: Invocations;
  readonly statusStore: TimerStatusStore;
  readonly log: HostLogger;
  /** Ends the schedule; a run in progress goes on. */
  readonly stopping: AbortSignal;
}

export interface TimerTrigger {
  readonly schedule: string;
  /** Runs the function now, after a run in progress; leaves the schedule as it is. Rejects with the handler's error. */
  fire(isPastDue: boolean): Promise<void>;
  /** Runs the schedule until `stopping`; never rejects. */
  start(): Promise<void>;
}

/**
 * A timer-triggered function: one run at a time. A run that outlasts the next occurrences is followed by one more at once, which is not past
 * due, as the platform's own listener has it.
 */
export function createTimerTrigger(options: TimerTriggerOptions): TimerTrigger {
  const { fn, clock, invocations, statusStore, log, stopping } = options;
  const expression = resolveSettingReferences(fn.trigger.schedule ?? '', `The schedule of function ${fn.name}`);
  const schedule = readTimerSchedule(expression, `Function ${fn.name}`);
  const monitored = fn.trigger.useMonitor !== false && isMonitored(schedule, clock.now());
  let status: TimerStatus | undefined;
  let lastRun: Promise<unknown> = Promise.resolve();

  function fire(isPastDue: boolean): Promise<void> {
    const run = lastRun.then(() => invocations.run(fn, toTimerInvocation(fn.trigger.name, status, isPastDue)));
    lastRun = run.catch(() => undefined); // reported by invocations.run and to the caller of fire
    return run.then(() => undefined);
  }

  async function runScheduled(ranAt: Date, isPastDue: boolean): Promise<void> {
    try {
      await fire(isPastDue);
    } catch {
      log('debug', `The schedule of '${fn.name}' goes on after the failed run.`, fn.name);
    }
    await keep(statusAfterRun(schedule, ranAt));
  }

  async function keep(next: TimerStatus | undefined): Promise<void> {
    if (monitored && next !== undefined) {
      status = next;
      await statusStore.write(fn.name, next);
    }
  }

  async function startUp(): Promise<void> {
    const now = clock.now();
    const { status: initial, isPastDue } = monitored
      ? statusAtStart(await statusStore.read(fn.name), schedule, now)
      : { status: undefined, isPastDue: false };
    await keep(initial);
    if (isPastDue || fn.trigger.runOnStartup === true) {
      log(
        'information',
        `Function '${fn.name}' ${isPastDue ? 'is past due' : 'runs on startup'}. Executing now.`,
        fn.name,
      );
      await runScheduled(now, isPastDue);
    }
  }

  async function waitUntil(time: Date): Promise<void> {
    for (let left = time.getTime() - clock.now().getTime(); left > 0; left = time.getTime() - clock.now().getTime()) {
      if (stopping.aborted) {
        return;
      }
      await clock.sleep(Math.min(left, longestSleepMs), stopping);
    }
  }

  async function followSchedule(): Promise<void> {
    let ranAt = clock.now();
    await startUp();
    for (let next = schedule.next(ranAt); next !== undefined; next = schedule.next(ranAt)) {
      await waitUntil(next);
      if (stopping.aborted) {
        return;
      }
      // A machine that was suspended wakes late: of what it missed meanwhile one run is made up for.
      ranAt = new Date(Math.max(clock.now().getTime(), next.getTime()));
      await runScheduled(ranAt, false);
    }
  }

  return {
    schedule: expression,
    fire,
    start: () =>
      followSchedule().catch((error) => {
        log('error', `The schedule of '${fn.name}' ended: ${describeError(error)}`, fn.name);
      }),
  };
}

function toTimerInvocation(name: string, status: TimerStatus | undefined, isPastDue: boolean): InvocationRequest {
  const scheduleStatus = status && {
    Last: status.last?.toISOString() ?? never,
    Next: status.next.toISOString(),
    LastUpdated: status.lastUpdated.toISOString(),
  };
  const timer = { Schedule: { AdjustForDST: true }, ScheduleStatus: scheduleStatus ?? null, IsPastDue: isPastDue };
  return { inputData: [{ name, data: { json: JSON.stringify(timer) } }], triggerMetadata: {} };
}
