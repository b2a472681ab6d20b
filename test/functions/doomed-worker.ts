/** A worker that stops at a given point of its work, says so, and waits to be killed. */
import { writeSync } from 'node:fs';
import { z } from 'zod';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { estatePlan, runId } from './doomed-estate.ts';
import { everyClusterReady, fakeEngine } from './fake-engine.ts';
import { realServices, workUntilClosed } from './queue-loop.ts';

const orders = z
  .object({ connectionString: z.string(), tablePrefix: z.string(), hangAt: z.string(), passes: z.number() })
  .parse(JSON.parse(process.argv[2] ?? ''));

let passes = orders.passes;

/** Returns at once but at the point of the orders, after it was passed as often as they say. */
async function reach(point: string): Promise<void> {
  if (point !== orders.hangAt) return;
  passes -= 1;
  if (passes >= 0) return;
  // What runs beside it comes here too, sooner or later: it is said once.
  if (passes === -1) writeSync(1, 'hanging\n');
  await new Promise(() => setInterval(() => undefined, 60_000));
}

function hanging(store: AuditStore): AuditStore {
  return {
    ...store,
    changeRun: async (id, from, change) => {
      await reach(`before ${change.status}`);
      const run = await store.changeRun(id, from, change);
      await reach(`after ${change.status}`);
      return run;
    },
    completeUnit: async (run, unit, attempt, now) => {
      await reach('before the unit is done');
      const won = await store.completeUnit(run, unit, attempt, now);
      await reach('after the unit is done');
      return won;
    },
    writeClusterHistory: async (...given) => {
      await reach('before the history');
      await store.writeClusterHistory(...given);
    },
    writeIndex: async (...given) => {
      await reach('while closing');
      await store.writeIndex(...given);
    },
  };
}

const engine = fakeEngine(estatePlan, {
  auditUnit: async (unit) => {
    await reach('while auditing');
    return everyClusterReady(unit);
  },
});
const { services, queue } = await realServices(orders, engine, hanging);
await workUntilClosed(services, queue, runId);
