import { deadNotices, deadNoticesSentence } from '../../alerts/delivery/dead-notices.ts';
import type { RunAlerts } from '../runs/work-services.ts';
import type { AlertsApp } from './alerts-app.ts';

/** What the runs and the routes ask of the alerts; undefined where none are set up. */
export function runAlerts(alertsApp: AlertsApp | undefined): RunAlerts | undefined {
  if (alertsApp === undefined) return undefined;
  return {
    /** That this fails is no reason to fail the run: the sweep finds it. */
    async runClosed(runId, log) {
      try {
        const { queue } = await alertsApp.services();
        await queue.send({ kind: 'audit', run: runId });
      } catch (error) {
        log.error(
          `The alerts of run ${runId} wait for the sweep: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    },
    async undelivered(log) {
      try {
        const { store } = await alertsApp.services();
        const dead = await deadNotices(store);
        return { count: dead.length, sentence: deadNoticesSentence(dead) };
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        log.error(`Whether notices were delivered cannot be read: ${reason}`);
        return { count: undefined, sentence: `Alerts do not work: ${reason.split('\n')[0]}` };
      }
    },
  };
}
