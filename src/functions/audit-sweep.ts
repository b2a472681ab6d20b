import { app } from '@azure/functions';
import type { FunctionsApp } from './app-services.ts';
import { sweep } from './runs/sweep.ts';

/** Finds lost work and deletes what is kept no longer. */
export function registerAuditSweep({ settings, services }: FunctionsApp): void {
  app.timer('audit-sweep', {
    schedule: settings.sweepSchedule,
    handler: async (_timer, context) => sweep(await services(), context),
  });
}
