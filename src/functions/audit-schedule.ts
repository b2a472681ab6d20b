import { app } from '@azure/functions';
import { slotAt } from '../config/schedule.ts';
import type { FunctionsApp } from './app-services.ts';
import { startScheduledRun } from './runs/start-run.ts';

/** Starts the run of each schedule slot. It may fire twice or late: the slot is what counts. */
export function registerAuditSchedule({ settings, services }: FunctionsApp): void {
  app.timer('audit-schedule', {
    schedule: settings.schedule,
    handler: async (_timer, context) => {
      const ready = await services();
      await startScheduledRun(ready, slotAt(settings.schedule, ready.now()), context);
    },
  });
}
