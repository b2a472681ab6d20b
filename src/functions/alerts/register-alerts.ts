import { app } from '@azure/functions';
import { sweepAlerts } from '../../alerts/delivery/sweep-alerts.ts';
import { alertQueueName } from './alert-messages.ts';
import type { AlertsApp } from './alerts-app.ts';

/** Tells audits, sends notices, and sees to what is due. Must run while the entry point loads. */
export function registerAlerts(alertsApp: AlertsApp | undefined): void {
  if (alertsApp === undefined) return;
  const { settings, services } = alertsApp;
  app.storageQueue('alert-work', {
    queueName: alertQueueName,
    connection: settings.storage.connection,
    handler: async (message, context) => {
      // The channels bring mail libraries along, which no start of the app should wait for.
      const { handleAlertMessage } = await import('./handle-alert-message.ts');
      await handleAlertMessage(await services(), message, context);
    },
  });
  app.timer('alert-sweep', {
    schedule: settings.sweepSchedule,
    handler: async (_timer, context) => {
      const ready = await services();
      await sweepAlerts(ready, await ready.latestRuns(), context);
    },
  });
}
