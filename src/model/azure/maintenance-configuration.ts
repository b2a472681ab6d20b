import { z } from 'zod';
import { azureObject, maybe, text, wholeNumber } from './lenient.ts';

const interval = {
  intervalWeeks: maybe(wholeNumber),
  intervalMonths: maybe(wholeNumber),
  intervalDays: maybe(wholeNumber),
};

const schedule = azureObject({
  daily: maybe(azureObject(interval)),
  weekly: maybe(azureObject({ ...interval, dayOfWeek: maybe(z.string()) })),
  absoluteMonthly: maybe(azureObject({ ...interval, dayOfMonth: maybe(wholeNumber) })),
  relativeMonthly: maybe(azureObject({ ...interval, weekIndex: maybe(z.string()), dayOfWeek: maybe(z.string()) })),
});
export type MaintenanceSchedule = z.infer<typeof schedule>;

/**
 * A maintenance configuration of a cluster: `aksManagedAutoUpgradeSchedule` and `aksManagedNodeOSUpgradeSchedule` say when AKS may
 * upgrade by itself, `default` when it may release its own parts.
 * @see https://learn.microsoft.com/azure/aks/planned-maintenance
 */
export const maintenanceConfiguration = azureObject({
  id: z.string().default(''),
  name: z.string(),
  maintenanceWindow: maybe(
    azureObject({
      schedule: maybe(schedule),
      durationHours: maybe(wholeNumber),
      /** `02:00`, at `utcOffset` (`+01:00`; absent is UTC). */
      startTime: maybe(text),
      utcOffset: maybe(text),
    }),
  ),
});
export type MaintenanceConfiguration = z.infer<typeof maintenanceConfiguration>;
