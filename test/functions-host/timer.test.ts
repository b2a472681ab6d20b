import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startAzurite } from '../../functions-host/azurite/start-azurite.ts';
import type { HostClock } from '../../functions-host/host-clock.ts';
import type { FunctionsHostOptions } from '../../functions-host/start-functions-host.ts';
import { aFolder, aGate, aHost } from './fixture-host.ts';

const azurite = await startAzurite();
afterAll(() => azurite.stop());
const everyMorning = '0 30 5 * * *';

describe('timer trigger', () => {
  it('fires at each occurrence, in UTC, with the status the platform gives', async () => {
    const clock = aClock('2026-11-22T05:29:00Z');
    const { ticks } = await aTimerHost(clock, everyMorning);

    await clock.moveTo('2026-11-22T05:30:00Z');
    await clock.moveTo('2026-11-23T05:30:00Z');

    expect(await ticks(2)).toEqual([
      {
        isPastDue: false,
        schedule: { adjustForDST: true },
        scheduleStatus: {
          last: '0001-01-01T00:00:00+00:00',
          next: '2026-11-22T05:30:00.000Z',
          lastUpdated: '2026-11-22T05:29:00.000Z',
        },
      },
      {
        isPastDue: false,
        schedule: { adjustForDST: true },
        scheduleStatus: {
          last: '2026-11-22T05:30:00.000Z',
          next: '2026-11-23T05:30:00.000Z',
          lastUpdated: '2026-11-22T05:30:00.000Z',
        },
      },
    ]);
  });

  it('goes on after a run that failed, and logs the error', async () => {
    const clock = aClock('2026-11-22T05:29:00Z');
    const { ticks, log } = await aTimerHost(clock, everyMorning, { settings: { TICK_FAILS: 'yes' } });

    await clock.moveTo('2026-11-22T05:30:00Z');
    await clock.moveTo('2026-11-23T05:30:00Z');

    expect(await ticks(2)).toHaveLength(2);
    expect(log.filter(({ level, message }) => level === 'error' && message.includes('the tick failed'))).toHaveLength(
      2,
    );
  });

  it('runs once more at once, not past due, after a run that outlasted occurrences', async () => {
    const clock = aClock('2026-11-22T05:29:00Z');
    const gate = await aGate();
    const { ticks } = await aTimerHost(clock, everyMorning, { settings: { TICK_GATE: gate.url } });
    await clock.moveTo('2026-11-22T05:30:00Z');
    await gate.arrived(1);

    clock.stepTo('2026-11-24T07:45:00Z');
    gate.open();
    await gate.arrived(1);

    expect(await ticks(2)).toMatchObject([
      { isPastDue: false },
      { isPastDue: false, scheduleStatus: { last: '2026-11-22T05:30:00.000Z', next: '2026-11-23T05:30:00.000Z' } },
    ]);
    gate.open();
    await clock.moveTo('2026-11-25T05:30:00Z');
    await gate.arrived(1);
    gate.open();
    expect(await ticks(3)).toMatchObject([{}, {}, { scheduleStatus: { last: '2026-11-24T07:45:00.000Z' } }]);
  });

  it('runs once on start when occurrences were missed, as past due', async () => {
    const workingDirectory = await aFolder();
    const before = aClock('2026-11-20T04:00:00Z');
    const first = await aTimerHost(before, everyMorning, { workingDirectory });
    await before.scheduleSleeps();
    await first.host.stop();

    const clock = aClock('2026-11-22T08:00:00Z');
    const { ticks } = await aTimerHost(clock, everyMorning, { workingDirectory });

    expect(await ticks(1)).toMatchObject([{ isPastDue: true }]);
    await clock.moveTo('2026-11-23T05:30:00Z');
    expect(await ticks(2)).toMatchObject([{ isPastDue: true }, { isPastDue: false }]);
  });

  it('does not fire on start when the schedule was changed meanwhile', async () => {
    const workingDirectory = await aFolder();
    const before = aClock('2026-11-20T04:00:00Z');
    const first = await aTimerHost(before, everyMorning, { workingDirectory });
    await before.scheduleSleeps();
    await first.host.stop();

    const clock = aClock('2026-11-22T08:00:00Z');
    const { said } = await aTimerHost(clock, '0 0 9 * * *', { workingDirectory });
    await clock.scheduleSleeps();

    expect(said('tick')).toEqual([]);
    expect(JSON.parse(await readFile(join(workingDirectory, 'timers', 'tick.json'), 'utf8'))).toMatchObject({
      next: '2026-11-22T09:00:00.000Z',
    });
  });

  it('says which status file is damaged', async () => {
    const workingDirectory = await aFolder();
    await mkdir(join(workingDirectory, 'timers'));
    await writeFile(join(workingDirectory, 'timers', 'tick.json'), '{"next":');
    const clock = aClock('2026-11-22T08:00:00Z');

    const { log } = await aTimerHost(clock, everyMorning, { workingDirectory });
    while (!log.some(({ level }) => level === 'error')) {
      await new Promise(setImmediate);
    }

    expect(log.find(({ level }) => level === 'error')?.message).toContain('tick.json is damaged. Delete it');
  });

  it('fires on request, past due or not, without moving the schedule', async () => {
    const clock = aClock('2026-11-22T04:00:00Z');
    const { host, ticks } = await aTimerHost(clock, everyMorning);

    await host.fireTimer('tick');
    await host.fireTimer('tick', { isPastDue: true });

    expect(await ticks(2)).toMatchObject([{ isPastDue: false }, { isPastDue: true }]);
  });

  it('hands the error of a requested run to the caller', async () => {
    const { host } = await aTimerHost(aClock('2026-11-22T04:00:00Z'), everyMorning, {
      settings: { TICK_FAILS: 'yes' },
    });

    await expect(host.fireTimer('tick')).rejects.toThrow('the tick failed');
    await expect(host.fireTimer('tock')).rejects.toThrow('There is no timer function tock. Timer functions: tick.');
  });

  it('refuses a schedule with which the host would not start, and says why', async () => {
    const host = aTimerHost(aClock('2026-11-22T04:00:00Z'), '0 0 6 * * 7');

    await expect(host).rejects.toThrow(
      'with which the host would not start: 7 in the day of the week is outside 0 to 6.',
    );
  });

  it('refuses a schedule whose setting is missing', async () => {
    const host = aHost({ settings: { AzureWebJobsStorage: azurite.connectionString, TICK_SCHEDULE: undefined } });

    await expect(host).rejects.toThrow('there is no setting TICK_SCHEDULE');
  });
});

async function aTimerHost(clock: HostClock, schedule: string, options: Partial<FunctionsHostOptions> = {}) {
  const started = await aHost({
    ...options,
    clock,
    settings: { AzureWebJobsStorage: azurite.connectionString, TICK_SCHEDULE: schedule, ...options.settings },
  });
  /** What the timer was given, once it ran so often. */
  const ticks = async (count: number) => {
    while (started.said('tick').length < count) {
      await new Promise(setImmediate);
    }
    return started.said('tick').map((text) => JSON.parse(text));
  };
  return { ...started, ticks };
}

/** A clock that stands until it is moved; sleepers wake when their time has come. */
function aClock(start: string) {
  let now = Date.parse(start);
  const sleepers = new Set<{ until: number; wake: () => void }>();
  /** Waits until the schedule sleeps; the queue listener's sleeps are shorter. */
  const scheduleSleeps = async () => {
    while (![...sleepers].some(({ until }) => until - now > 1000)) {
      await new Promise(setImmediate);
    }
  };
  return {
    now: () => new Date(now),
    sleep: (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        sleepers.add({ until: now + ms, wake: resolve });
        signal.addEventListener('abort', () => resolve());
        if (signal.aborted) {
          resolve();
        }
      }),
    scheduleSleeps,
    /** While a function runs, so that no schedule sleeps. */
    stepTo(time: string) {
      now = Date.parse(time);
    },
    async moveTo(time: string) {
      await scheduleSleeps();
      now = Date.parse(time);
      for (const sleeper of [...sleepers].filter(({ until }) => until <= now)) {
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
  };
}
