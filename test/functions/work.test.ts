import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handleMessage } from '../../src/functions/runs/handle-message.ts';
import { handlePoison } from '../../src/functions/runs/handle-poison.ts';
import { startManualRun, startScheduledRun } from '../../src/functions/runs/start-run.ts';
import { sweep } from '../../src/functions/runs/sweep.ts';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { type Azurite, emptyStore, startAzurite } from '../store/azurite-store.ts';
import { aPlan, audited, clusterId, oneRequest, subscriptionA, subscriptionB } from '../store/reports.ts';
import { everyClusterReady, fakeEngine } from './fake-engine.ts';
import { type Bench, readReport, workBench } from './work-bench.ts';

const slot = new Date('2026-11-22T06:00:00Z');
const slotRun = '20261122T060000Z';
const [a1, a2, b1, b2] = [
  clusterId('a1'),
  clusterId('a2'),
  clusterId('b1', subscriptionB),
  clusterId('b2', subscriptionB),
];
const plan = aPlan([[a1], [a2, b1], [b2]]);

let azurite: Azurite;
let store: AuditStore;
beforeAll(async () => {
  azurite = await startAzurite();
});
beforeEach(async () => {
  ({ store } = await emptyStore(azurite));
});
afterAll(() => azurite.stop());

/** A bench whose run has been planned, its unit messages held. */
async function plannedBench(engine = fakeEngine(plan), limits = {}): Promise<Bench> {
  const bench = workBench(store, engine, limits);
  await startScheduledRun(bench, slot, bench.log);
  const [message] = bench.queue.messages.splice(0);
  if (message === undefined) throw new Error('No plan message was sent.');
  await bench.deliver(message);
  return bench;
}

describe('a run', () => {
  it('goes from the timer through the queue to a report of all clusters in order', async () => {
    const bench = workBench(store, fakeEngine(plan));
    await startScheduledRun(bench, slot, bench.log);
    await bench.deliverAll();
    const { head, names } = await readReport(store);
    expect(names).toEqual(['a1', 'a2', 'b1', 'b2']);
    expect(head.run).toMatchObject({ id: slotRun, status: 'complete', startedAt: '2026-11-22T06:00:01Z' });
    expect(head.run.requests.total).toBe(5);
    expect(await store.readRun(slotRun)).toMatchObject({ units: 4, source: 'graph', closedAt: '2026-11-22T06:00:01Z' });
    expect(bench.lines).toEqual([
      `Run ${slotRun} started.`,
      `Run ${slotRun} planned: 3 units and the estate.`,
      ...[0, 1, 2, 'estate'].map((unit) => `Unit ${unit} of run ${slotRun} is done.`),
      `Run ${slotRun} closed: complete, 4 kubenet clusters.`,
    ]);
    expect(head.summary).toMatchObject({ clusters: 4, kubenet: 4, verdicts: { ready: 4 } });
  });

  it('starts once when two timers fire for one slot at the same time', async () => {
    const benches = [workBench(store, fakeEngine(plan)), workBench(store, fakeEngine(plan))];
    await Promise.all(benches.map((bench) => startScheduledRun(bench, slot, bench.log)));
    expect(benches.flatMap((bench) => bench.queue.messages)).toEqual([{ kind: 'plan', run: slotRun }]);
    expect(benches.flatMap((bench) => bench.lines).sort()).toEqual([
      `Run ${slotRun} started.`,
      `Run ${slotRun} was started before: the schedule slot is taken.`,
    ]);
    expect(await Array.fromAsync(store.listRuns())).toHaveLength(1);
  });

  it('that somebody asks for has an id of its own, and is named to who asks again in the same second', async () => {
    const bench = workBench(store, fakeEngine(plan));
    const first = await startManualRun(bench, bench.log);
    expect(first).toEqual({ id: expect.stringMatching(/^20261122T060001Z-[0-9a-f]{8}$/) });
    const id = 'id' in first ? first.id : '';
    expect(await startManualRun(bench, bench.log)).toEqual({ underWay: id });
    expect(bench.lines).toEqual([`Run ${id} started.`]);
    expect(bench.queue.messages).toEqual([{ kind: 'plan', run: id }]);
  });

  it('follows one plan when it is planned twice at once', async () => {
    const bench = workBench(store, fakeEngine(plan));
    await startScheduledRun(bench, slot, bench.log);
    const [message] = bench.queue.messages.splice(0);
    if (message === undefined) throw new Error('No plan message was sent.');
    await Promise.all([bench.deliver(message), bench.deliver(message)]);
    expect(new Set(bench.queue.messages.map((sent) => (sent.kind === 'unit' ? sent.plan : ''))).size).toBe(1);
    expect(bench.lines).toContain(`Run ${slotRun} was planned by somebody else at the same time.`);
    await bench.deliverAll();
    expect((await readReport(store)).names).toEqual(['a1', 'a2', 'b1', 'b2']);
  });

  it('holds each cluster once when each message comes twice, at the same time and again after closing', async () => {
    let audits = 0;
    const engine = fakeEngine(plan, {
      auditUnit: async (unit) => {
        audits += 1;
        const verdict = audits % 2 === 0 ? 'blocked' : 'ready';
        return { ...everyClusterReady(unit), clusters: unit.clusterIds.map((id) => audited(id, { verdict })) };
      },
    });
    const bench = await plannedBench(engine);
    const messages = bench.queue.messages.splice(0);
    await Promise.all([...messages, ...messages].map(bench.deliver));
    const before = JSON.stringify(await readAll());
    for (const message of [{ kind: 'plan', run: slotRun } as const, ...messages]) await bench.deliver(message);
    const { head, names } = await readReport(store);
    expect(names).toEqual(['a1', 'a2', 'b1', 'b2']);
    expect(head.summary.verdicts.ready + head.summary.verdicts.blocked).toBe(4);
    expect(JSON.stringify(await readAll())).toBe(before);
    expect(bench.queue.messages).toEqual([]);
  });

  it('counts the first result of a unit, and the late one changes nothing', async () => {
    const held = Promise.withResolvers<void>();
    let isFirst = true;
    const engine = fakeEngine(aPlan([[a1]]), {
      auditUnit: async (unit) => {
        if (!isFirst) return everyClusterReady(unit);
        isFirst = false;
        await held.promise;
        return { ...everyClusterReady(unit), clusters: [audited(a1, { verdict: 'blocked' })] };
      },
    });
    const bench = await plannedBench(engine);
    const messages = bench.queue.messages.splice(0);
    const late = messages.map(bench.deliver);
    await Promise.all(messages.map(bench.deliver));
    held.resolve();
    await Promise.all(late);
    expect((await readReport(store)).head.summary.verdicts).toMatchObject({ ready: 1, blocked: 0 });
    expect(bench.lines).toContain(`Unit 0 of run ${slotRun} is done, by another attempt that was first.`);
    expect(await Array.fromAsync(store.listClusterHistory(a1, '20270101T000000Z'))).toMatchObject([
      { runId: slotRun, verdict: 'ready' },
    ]);
  });

  it('is partial and names the scope when a cluster got no answer', async () => {
    const engine = fakeEngine(plan, {
      auditUnit: async (unit) => ({
        ...everyClusterReady(unit),
        clusters: unit.clusterIds.filter((id) => id !== b1).map((id) => audited(id)),
      }),
    });
    const bench = await plannedBench(engine);
    await bench.deliverAll();
    const { head, names } = await readReport(store);
    expect(names).toEqual(['a1', 'a2', 'b2']);
    expect(head.run.status).toBe('partial');
    expect(head.run.scopes).toContainEqual(
      expect.objectContaining({
        subscriptionId: subscriptionB,
        status: 'partial',
        reason: expect.stringContaining('b1'),
      }),
    );
  });

  it('is failed when no scope could be read', async () => {
    const scopes = [{ subscriptionId: subscriptionA, name: null, status: 'unreadable', reason: '403' } as const];
    const bench = await plannedBench(fakeEngine(aPlan([], { scopes })));
    await bench.deliverAll();
    expect((await readReport(store)).head.run).toMatchObject({ status: 'failed', scopes });
  });

  it('refuses a cluster that a unit was not asked for', async () => {
    const engine = fakeEngine(plan, {
      auditUnit: async () => ({ clusters: [audited(a1)], troubles: [], requests: oneRequest }),
    });
    const bench = await plannedBench(engine);
    const other = bench.queue.messages.find((message) => message.kind === 'unit' && message.unit === 1);
    if (other === undefined) throw new Error('No message for unit 1.');
    await expect(bench.deliver(other)).rejects.toThrow(/a1 twice, or without being asked/);
  });

  it('gives the engine what the run before saw of the clusters', async () => {
    const seen: unknown[] = [];
    const engine = fakeEngine(aPlan([[a1]]), {
      auditUnit: async (unit, { previousAudits, asOf }) => {
        seen.push([asOf.toISOString(), [...previousAudits.values()]]);
        return {
          ...everyClusterReady(unit),
          clusters: [{ ...audited(a1), staleRoutes: [`route-of-${asOf.toISOString()}`] }],
        };
      },
    });
    const bench = workBench(store, engine);
    for (const day of ['2026-11-22T06:00:00Z', '2026-11-23T06:00:00Z']) {
      await startScheduledRun(bench, new Date(day), bench.log);
      await bench.deliverAll();
      bench.pass(24 * 60);
    }
    const first = { asOf: '2026-11-22T06:00:01Z', staleRoutes: ['route-of-2026-11-22T06:00:01.000Z'] };
    expect(seen).toEqual([
      ['2026-11-22T06:00:01.000Z', []],
      ['2026-11-23T06:00:01.000Z', [first]],
    ]);
  });
});

describe('a message that comes for nothing', () => {
  it('of no run, or of one that is closed, is dropped and changes nothing', async () => {
    const bench = await plannedBench();
    const messages = [...bench.queue.messages];
    await bench.deliverAll();
    const before = JSON.stringify(await readAll());
    bench.lines.splice(0);
    await bench.deliver({ kind: 'plan', run: '20261121T060000Z' });
    for (const message of messages) await bench.deliver(message);
    expect(bench.lines).toEqual([
      'Run 20261121T060000Z is not known: its plan message is dropped.',
      ...messages.map(() => `Run ${slotRun} is complete: its unit message is dropped.`),
    ]);
    expect(JSON.stringify(await readAll())).toBe(before);
  });

  it('of a plan that the run does not follow is dropped, and so is its failure', async () => {
    const bench = await plannedBench();
    bench.lines.splice(0);
    const stray = { kind: 'unit', run: slotRun, plan: 'other', unit: 0 } as const;
    await bench.deliver(stray);
    expect(bench.lines).toEqual([
      `warning: Unit 0 is of a plan that run ${slotRun} does not follow: its message is dropped.`,
    ]);
    await handlePoison(bench, stray, 5, bench.log);
    await bench.deliverAll();
    expect((await readReport(store)).names).toEqual(['a1', 'a2', 'b1', 'b2']);
  });

  it('of a run that is planned plans nothing, and sends once more for what is open', async () => {
    let plans = 0;
    const bench = await plannedBench(
      fakeEngine(plan, {
        plan: async () => {
          plans += 1;
          return plan;
        },
      }),
    );
    const sent = bench.queue.messages.splice(0);
    await bench.deliver({ kind: 'plan', run: slotRun });
    expect(plans).toBe(1);
    expect(sent).toHaveLength(4);
    expect(bench.queue.messages).toEqual(sent);
  });

  it('of a unit that is done, or that the plan has not, audits nothing', async () => {
    let audits = 0;
    const bench = await plannedBench(
      fakeEngine(plan, {
        auditUnit: async (unit) => {
          audits += 1;
          return everyClusterReady(unit);
        },
      }),
    );
    const [first] = bench.queue.messages.splice(0);
    if (first?.kind !== 'unit') throw new Error('No unit message was sent.');
    bench.lines.splice(0);
    for (const message of [first, first, { ...first, unit: 3 }]) await bench.deliver(message);
    expect(audits).toBe(1);
    expect(bench.lines).toEqual([
      `Unit 0 of run ${slotRun} is done.`,
      `Unit 0 of run ${slotRun} is done: the message is dropped.`,
      `error: Run ${slotRun} has no unit 3: the message is dropped.`,
    ]);
  });

  it('that nobody understands fails, and says why', async () => {
    const bench = workBench(store, fakeEngine(plan));
    await expect(bench.deliver(JSON.parse('{"kind":"unit","run":"x"}'))).rejects.toThrow(
      /^A message of the work queue cannot be understood: .+\.$/,
    );
  });
});

describe('a message that failed for the last time', () => {
  it('leaves the estate out, which each scope says', async () => {
    const bench = await plannedBench();
    const messages = bench.queue.messages.splice(0);
    const estate = messages.pop();
    for (const message of messages) await bench.deliver(message);
    await handlePoison(bench, estate, 5, bench.log);
    expect(bench.lines).toContain(`error: Unit estate of run ${slotRun} did not finish after 5 attempts: given up.`);
    const reason = 'The search for resources that belong to no cluster did not finish after 5 attempts.';
    const { head, names } = await readReport(store);
    expect(names).toEqual(['a1', 'a2', 'b1', 'b2']);
    expect(head.run.scopes.map((scope) => scope.reason)).toEqual([reason, reason]);
    expect(head.run.requests.total).toBe(4);
  });

  it('leaves a run that is not planned to the sweep, half an hour later', async () => {
    const bench = workBench(store, fakeEngine(plan));
    await startScheduledRun(bench, slot, bench.log);
    const [planning] = bench.queue.messages.splice(0);
    bench.pass(20);
    await handlePoison(bench, planning, 5, bench.log);
    expect(bench.lines.at(-1)).toBe(
      `error: Planning of run ${slotRun} failed 5 times: tried again in 30 minutes, until the run is 6 hours old.`,
    );
    bench.pass(30);
    await sweep(bench, bench.log);
    expect(bench.queue.messages).toEqual([]);
    bench.pass(1);
    await sweep(bench, bench.log);
    expect(bench.queue.messages).toEqual([planning]);
    expect(bench.lines.at(-1)).toBe(`warning: Run ${slotRun} is still not planned: sent for again.`);
  });

  it('leaves its clusters out and names them in their scopes', async () => {
    const bench = await plannedBench();
    const messages = bench.queue.messages.splice(0);
    const isPoison = (message: (typeof messages)[number]) => message.kind === 'unit' && message.unit === 1;
    for (const message of messages.filter((each) => !isPoison(each))) await bench.deliver(message);
    for (const message of messages.filter(isPoison)) await handlePoison(bench, message, 5, bench.log);
    const { head, names } = await readReport(store);
    expect(names).toEqual(['a1', 'b2']);
    expect(head.run.scopes.map(({ status, reason }) => [status, reason])).toEqual([
      ['partial', 'The audit of a2 did not finish after 5 attempts.'],
      ['partial', 'The audit of b1 did not finish after 5 attempts.'],
    ]);
  });

  it('changes nothing for a unit that is done or a run that is closed', async () => {
    const bench = await plannedBench();
    const messages = [...bench.queue.messages];
    await bench.deliverAll();
    const before = JSON.stringify(await readAll());
    bench.lines.splice(0);
    for (const message of messages) await handlePoison(bench, message, 5, bench.log);
    await handlePoison(bench, { kind: 'plan', run: '20261121T060000Z' }, 5, bench.log);
    expect(JSON.stringify(await readAll())).toBe(before);
    expect(bench.lines).toEqual([
      ...messages.map(() => `Run ${slotRun} is complete: its failed unit message is dropped.`),
      'Run 20261121T060000Z is not known: its failed plan message is dropped.',
    ]);
  });

  it('is dropped with an error in the log when it cannot be understood', async () => {
    const bench = workBench(store, fakeEngine(plan));
    await handlePoison(bench, 'not json', 5, bench.log);
    expect(bench.lines).toEqual([
      expect.stringMatching(/^error: A message that cannot be understood was dropped: .+\.$/),
    ]);
  });
});

describe('the sweep', () => {
  it('sends again for a run whose timer died before it sent the plan message', async () => {
    const bench = workBench(store, fakeEngine(plan));
    await store.createRun({ id: slotRun, trigger: 'schedule', createdAt: '2026-11-22T06:00:01Z' });
    await sweep(bench, bench.log);
    expect(bench.queue.messages).toEqual([]);
    bench.pass(31);
    await sweep(bench, bench.log);
    await sweep(bench, bench.log);
    expect(bench.queue.messages).toEqual([{ kind: 'plan', run: slotRun }]);
    await bench.deliverAll();
    expect((await store.readRun(slotRun))?.status).toBe('complete');
  });

  it('sends once more for units that nobody touched for half an hour', async () => {
    const bench = await plannedBench();
    bench.queue.messages.splice(0);
    bench.pass(30);
    await sweep(bench, bench.log);
    expect(bench.queue.messages).toEqual([]);
    bench.pass(1);
    await sweep(bench, bench.log);
    await sweep(bench, bench.log);
    expect(bench.lines).toContain(
      `warning: Unit 0 of run ${slotRun} is untouched since 2026-11-22T06:00:01.000Z: sent for again.`,
    );
    expect(bench.queue.messages.map((message) => message.kind === 'unit' && message.unit)).toEqual([0, 1, 2, 'estate']);
    await bench.deliverAll();
    expect((await store.readRun(slotRun))?.status).toBe('complete');
  });

  it('closes a run whose last worker died between its unit and the closing', async () => {
    const bench = await plannedBench();
    const run = await store.readRun(slotRun);
    if (run?.planAttempt === undefined) throw new Error('The run has no plan.');
    const planned = { ...run, planAttempt: run.planAttempt };
    const outcome = () => ({ troubles: [], requests: oneRequest, checks: [] });
    for (const unit of [0, 1, 2, 'estate'] as const) {
      const clusters = unit === 'estate' ? [] : (plan.units[unit]?.clusterIds ?? []).map((id) => audited(id));
      await store.writeResult(planned.planAttempt, { runId: slotRun, unit, attempt: 'x' }, { clusters, outcome });
      await store.completeUnit(planned, unit, 'x', slot);
    }
    await sweep(bench, bench.log);
    expect((await readReport(store)).names).toEqual(['a1', 'a2', 'b1', 'b2']);
  });

  it('closes a run that takes too long with what it has', async () => {
    const bench = await plannedBench();
    const [first] = bench.queue.messages.splice(0);
    if (first === undefined) throw new Error('No message was sent.');
    await bench.deliver(first);
    bench.pass(6 * 60);
    await sweep(bench, bench.log);
    expect((await store.readRun(slotRun))?.status).toBe('running');
    bench.pass(1);
    await sweep(bench, bench.log);
    const { head, names } = await readReport(store);
    expect(names).toEqual(['a1']);
    expect(head.run.status).toBe('partial');
    expect(head.run.scopes[0]?.reason).toMatch(/The audit of a2 did not finish within 360 minutes/);
  });

  it('fails a run that takes too long and cannot be closed', async () => {
    const bench = await plannedBench();
    bench.pass(6 * 60 + 1);
    const broken = { ...bench, readPlan: () => Promise.reject(new Error('The plan is damaged.')) };
    await expect(sweep(broken, bench.log)).rejects.toThrow('The plan is damaged.');
    const failure =
      'The run did not finish within 360 minutes of the start of the run, and could not be closed: The plan is damaged.';
    expect(await store.readRun(slotRun)).toMatchObject({
      status: 'failed',
      failure,
      closedAt: '2026-11-22T12:01:01.000Z',
    });
  });

  it('moves on every run that it can, and says what kept the others', async () => {
    const bench = await plannedBench();
    bench.queue.messages.splice(0);
    const later = '20261122T070000Z';
    await store.createRun({ id: later, trigger: 'schedule', createdAt: '2026-11-22T06:00:01Z' });
    bench.pass(31);
    const send: typeof bench.queue.send = async (sent) => {
      for await (const message of sent) {
        if (message.kind === 'plan') throw new Error('Storage answers 503.');
        await bench.queue.send([message]);
      }
    };
    await expect(sweep({ ...bench, queue: { ...bench.queue, send } }, bench.log)).rejects.toThrow(
      /^Error: Storage answers 503\.$/,
    );
    expect(bench.queue.messages).toHaveLength(4);
  });

  it('may close a run again at once where closing it failed', async () => {
    let fails = true;
    const bench = await plannedBench();
    const mortal: Bench = {
      ...bench,
      store: {
        ...store,
        writeHead: (...given) =>
          fails ? Promise.reject(new Error('Storage answers 503.')) : store.writeHead(...given),
      },
    };
    const messages = bench.queue.messages.splice(0);
    const last = messages.pop();
    for (const message of messages) await bench.deliver(message);
    await expect(handleMessage(mortal, last, bench.log)).rejects.toThrow('503');
    fails = false;
    await sweep(mortal, bench.log);
    expect((await store.readRun(slotRun))?.status).toBe('complete');
  });

  it('keeps the newest full runs, and history for longer', async () => {
    const bench = workBench(store, fakeEngine(aPlan([[a1]])), { retention: { fullRuns: 2, historyDays: 3 } });
    for (const day of [22, 23, 24, 25, 26]) {
      await startScheduledRun(bench, new Date(`2026-11-${day}T06:00:00Z`), bench.log);
      await bench.deliverAll();
      bench.pass(24 * 60);
    }
    await Promise.all([sweep(bench, bench.log), sweep(bench, bench.log)]);
    const runs = await Array.fromAsync(store.listRuns());
    expect(runs.map(({ id }) => id.slice(6, 8))).toEqual(['26', '25', '24']);
    expect(await Promise.all(runs.map(async ({ id }) => (await store.openReport(id)) !== undefined))).toEqual([
      true,
      true,
      false,
    ]);
    const history = await Array.fromAsync(store.listClusterHistory(a1, '20270101T000000Z'));
    // A cluster drops what is too old with its next audit.
    expect(history.map(({ runId }) => runId.slice(6, 8))).toEqual(['26', '25', '24', '23']);
  });
});

async function readAll() {
  const report = await store.openReport(slotRun);
  return [report?.head, report && (await Array.fromAsync(report.clusters())), await store.readRun(slotRun)];
}
