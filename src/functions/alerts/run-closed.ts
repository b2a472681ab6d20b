import type { AlertLog } from '../../alerts/delivery/alert-services.ts';
import type { AlertsApp } from './alerts-app.ts';

/** To be called when a run has closed: sends for its alerts. That this fails is no reason to fail the run: the sweep finds it. */
export async function alertsAfterClosing(
  alertsApp: AlertsApp | undefined,
  runId: string,
  log: AlertLog,
): Promise<void> {
  if (alertsApp === undefined) return;
  try {
    const { queue } = await alertsApp.services();
    await queue.send({ kind: 'audit', run: runId });
  } catch (error) {
    log.error(
      `The alerts of run ${runId} wait for the sweep: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
