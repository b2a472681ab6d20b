import type { AlertEvent, ClusterMemory } from '../../model/alert.ts';
import { countOf } from '../../model/count-of.ts';
import type { ReportStream } from '../../model/report.ts';
import { resourceKey } from '../../model/resource-id.ts';
import { type AuditMemory, auditEvents } from '../events/audit-events.ts';
import { failedAuditEvents } from '../events/estate-events.ts';
import type { AlertLog, AlertServices } from './alert-services.ts';
import { openEventFile } from './file-events.ts';

/** Notices and what was said are kept so long; each audit that is told deletes what is older. */
const keptDays = 90;
const dayMs = 24 * 60 * 60 * 1000;

/** One audit is told at a time; a teller that died is followed after this. It asks for longer each time it writes. */
const tellingMs = 10 * 60 * 1000;

/** Clusters whose memory is written together. */
const chunk = 100;

/**
 * Files what a closed audit has to say, once, and sends for the notices. Events are stored before what was said is remembered, so
 * that whoever begins again after a crash neither leaves one out nor says one twice. An audit older than the last one told says
 * nothing.
 */
export async function tellAudit(services: AlertServices, runId: string, log: AlertLog): Promise<void> {
  const { store } = services;
  const owner = crypto.randomUUID();
  if (!(await holdTelling(services, owner))) {
    // Messages that send for themselves multiply with every copy that the queue delivers.
    log.log(`An audit is being told: run ${runId} waits for the sweep.`);
    return;
  }
  try {
    const report = await services.openReport(runId);
    if (report === undefined) await tellFailure(services, runId, log);
    else await tellReport(services, runId, report, owner, log);
  } finally {
    await store.releaseTelling(owner);
  }
}

function holdTelling({ store, now }: AlertServices, owner: string): Promise<boolean> {
  const at = now();
  return store.claimTelling(owner, at, new Date(at.getTime() + tellingMs));
}

/** A run without a report has a reason, which is all there is to say. */
async function tellFailure(services: AlertServices, runId: string, log: AlertLog): Promise<void> {
  const failed = await services.failedRun(runId);
  if (failed === undefined) {
    log.log(`Run ${runId} has no report: nothing to tell.`);
    return;
  }
  const estate = await services.store.readEstate();
  const told = failedAuditEvents(failed, estate?.memory);
  if (told === undefined) return;
  await tellEvents(services, `run-${runId}`, told.events);
  await services.store.writeEstate(told.memory, estate?.version);
  log.log(`The failure of run ${runId} is told.`);
}

async function tellReport(
  services: AlertServices,
  runId: string,
  report: ReportStream,
  owner: string,
  log: AlertLog,
): Promise<void> {
  const { store } = services;
  const estate = await store.readEstate();
  if (
    estate?.memory.runId === runId ||
    (estate !== undefined && Date.parse(report.head.asOf) < Date.parse(estate.memory.asOf))
  ) {
    log.log(`Run ${runId} is told, or older than one that is: nothing to tell.`);
    return;
  }
  const file = openEventFile(services, `run-${runId}`, runId);
  const writer = memoryWriter(services, async () => {
    if (await holdTelling(services, owner)) return;
    throw new Error(`Run ${runId} took too long to tell, and another is being told: it is told again after that.`);
  });
  const before = await readMemory(services, estate?.memory);
  let events = 0;
  for await (const step of auditEvents(report, before)) {
    events += step.events.length;
    await file.file(step.events);
    if ('cluster' in step) await writer.write(step.cluster);
    else if ('forget' in step) await store.deleteMemory(step.forget);
    else {
      await writer.flush();
      await store.writeEstate(step.estate, estate?.version);
    }
  }
  await file.finish();
  await store.deleteOld(new Date(services.now().getTime() - keptDays * dayMs));
  log.log(`Run ${runId} told: ${countOf(events, 'event')}.`);
}

async function readMemory({ store }: AlertServices, estate: AuditMemory['estate']): Promise<AuditMemory> {
  const clusters = new Map<ReturnType<typeof resourceKey>, ClusterMemory>();
  for await (const memory of store.listMemories()) clusters.set(resourceKey(memory.cluster.id), memory);
  return { estate, clusters };
}

/** @param hold throws where another may have begun to write */
function memoryWriter({ store }: AlertServices, hold: () => Promise<void>) {
  let waiting: ClusterMemory[] = [];
  async function flush(): Promise<void> {
    const memories = waiting;
    waiting = [];
    await hold();
    if (memories.length > 0) await store.writeMemories(memories);
  }
  return {
    flush,
    async write(memory: ClusterMemory): Promise<void> {
      waiting.push(memory);
      if (waiting.length >= chunk) await flush();
    },
  };
}

/** Files events that no audit found, and remembers them. */
export async function tellEvents(
  services: AlertServices,
  source: string,
  events: readonly AlertEvent[],
): Promise<void> {
  const file = openEventFile(services, source, null);
  await file.file(events);
  await file.finish();
}
