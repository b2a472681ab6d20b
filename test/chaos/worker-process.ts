/** A worker of the app: does what its parent tells it, one order after the other, at the time that the order names. */

import { sweepAlerts } from '../../src/alerts/delivery/sweep-alerts.ts';
import { slotAt } from '../../src/config/schedule.ts';
import { readSettings } from '../../src/config/settings.ts';
import { createAlertsApp } from '../../src/functions/alerts/alerts-app.ts';
import { handleAlertMessage } from '../../src/functions/alerts/handle-alert-message.ts';
import { runAlerts } from '../../src/functions/alerts/run-alerts.ts';
import { createFunctionsApp } from '../../src/functions/app-services.ts';
import { createAppEngine } from '../../src/functions/engine.ts';
import { handleMessage } from '../../src/functions/runs/handle-message.ts';
import { handlePoison } from '../../src/functions/runs/handle-poison.ts';
import { startScheduledRun } from '../../src/functions/runs/start-run.ts';
import { sweep } from '../../src/functions/runs/sweep.ts';
import type { AuditEngine } from '../../src/model/audit-engine.ts';
import { maxDequeueCount, type Order, orderSchema } from './order.ts';

/** So that a small estate has work for several. */
const clustersPerUnit = 3;

let time = 0;
const now = () => new Date(time);
const settings = readSettings(process.env);
const alerts = createAlertsApp(settings, process.env, now);
const app = createFunctionsApp(
  settings,
  (parts) => inSmallUnits(createAppEngine(settings.audit, parts)),
  now,
  runAlerts(alerts),
);
const log = { log: () => undefined, warn: () => undefined, error: () => undefined };

process.on('message', (message) => {
  const order = orderSchema.parse(message);
  time = order.at;
  carryOut(order).then(
    () => process.send?.({ done: true }),
    (error: unknown) =>
      process.send?.({ done: false, why: error instanceof Error ? (error.stack ?? '') : String(error) }),
  );
});
process.send?.({ ready: true });

async function carryOut({ kind, content }: Order): Promise<void> {
  const ready = await app.services();
  switch (kind) {
    case 'schedule':
      return startScheduledRun(ready, slotAt(settings.schedule, now()), log);
    case 'sweep':
      return sweep(ready, log);
    case 'work':
      return handleMessage(ready, content, log);
    case 'poison':
      return handlePoison(ready, content, maxDequeueCount, log);
    case 'alert':
    case 'alertSweep': {
      if (alerts === undefined) throw new Error('No alerts are set up.');
      const services = await alerts.services();
      if (kind === 'alert') return handleAlertMessage(services, content, log);
      return sweepAlerts(services, await services.latestRuns(), log);
    }
    default:
      return kind satisfies never;
  }
}

function inSmallUnits(engine: AuditEngine): AuditEngine {
  return {
    ...engine,
    async plan(scope) {
      const plan = await engine.plan(scope);
      const units = plan.units.flatMap(({ clusterIds }) =>
        Array.from({ length: Math.ceil(clusterIds.length / clustersPerUnit) }, (_, at) => ({
          clusterIds: clusterIds.slice(at * clustersPerUnit, (at + 1) * clustersPerUnit),
        })),
      );
      return { ...plan, units };
    },
  };
}
