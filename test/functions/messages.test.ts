import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createWorkQueue, type WorkMessage, workMessageSchema } from '../../src/functions/runs/messages.ts';
import { createPlanReader } from '../../src/functions/runs/work-services.ts';
import type { PlannedRun } from '../../src/store/run-record.ts';
import { openQueueService } from '../../src/store/storage-connection.ts';
import { aPlan } from '../store/reports.ts';

const run = '20261122T060000Z';

describe('a message of the work queue', () => {
  it.each([
    { kind: 'plan', run },
    { kind: 'plan', run: `${run}-1a2b3c4d` },
    { kind: 'unit', run, plan: 'p', unit: 0 },
    { kind: 'unit', run, plan: 'p', unit: 'estate' },
  ])('may be %j', (message) => {
    expect(workMessageSchema.safeParse(message).data).toEqual(message);
  });

  it.each([
    { kind: 'Plan', run },
    { kind: 'plan', run: "x' or '1" },
    { kind: 'plan', run: null },
    { kind: 'unit', run, unit: 0 },
    { kind: 'unit', run, plan: 'p', unit: -1 },
    { kind: 'unit', run, plan: 'p', unit: 0.5 },
    { kind: 'unit', run, plan: 'p', unit: '0' },
    { kind: 'unit', run, plan: 'p' },
  ])('may not be %j', (message) => {
    expect(workMessageSchema.safeParse(message).success).toBe(false);
  });

  it('goes as base64 to a queue that is made first, at most sixteen at a time', async () => {
    const requests: string[] = [];
    let underWay = 0;
    let most = 0;
    const server = createServer(async (request, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      const body = await text(request);
      requests.push(
        `${request.method} ${request.url?.split('?')[0]} ${/<MessageText>(.*)<\/MessageText>/.exec(body)?.[1] ?? ''}`,
      );
      underWay -= 1;
      response.writeHead(201, { 'content-type': 'application/xml' });
      response.end(request.method === 'POST' ? '<QueueMessagesList></QueueMessagesList>' : '');
    });
    await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const connectionString = `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;QueueEndpoint=http://127.0.0.1:${port}/a`;
    const messages = Array.from({ length: 40 }, (_, unit): WorkMessage => ({ kind: 'unit', run, plan: 'p', unit }));
    try {
      await createWorkQueue(openQueueService({ connectionString })).send(messages);
    } finally {
      server.closeAllConnections();
      server.close();
    }

    expect(requests[0]).toBe('PUT /a/kubenet-audit-work ');
    const sent = requests.slice(1).map((request) => request.replace('POST /a/kubenet-audit-work/messages ', ''));
    const read = sent.map((encoded) => JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
    expect(read.toSorted((a, b) => a.unit - b.unit)).toEqual(messages);
    expect(most).toBeLessThanOrEqual(16);
  });
});

describe('the plan of a run', () => {
  const planned = (planAttempt: string): PlannedRun => {
    const at = '2026-11-22T06:00:01Z';
    return { id: run, trigger: 'schedule', status: 'running', createdAt: at, touchedAt: at, planAttempt };
  };

  it('is read once for all its units, and anew for another plan', async () => {
    const asked: string[] = [];
    const readPlan = createPlanReader({
      readPlan: async ({ planAttempt }) => {
        asked.push(planAttempt);
        return aPlan([[planAttempt]]);
      },
    });
    const plans = await Promise.all(['a', 'a'].map((attempt) => readPlan(planned(attempt))));
    plans.push(await readPlan(planned('a')), await readPlan(planned('b')));

    expect(plans.map(({ units }) => units[0]?.clusterIds)).toEqual([['a'], ['a'], ['a'], ['b']]);
    expect(asked).toEqual(['a', 'b']);
  });

  it('is read again where reading it failed, and not for the failure of one before it', async () => {
    const first = Promise.withResolvers<never>();
    const asked: string[] = [];
    const readPlan = createPlanReader({
      readPlan: ({ planAttempt }) => {
        asked.push(planAttempt);
        return planAttempt === 'a' ? first.promise : Promise.resolve(aPlan([]));
      },
    });
    const failing = readPlan(planned('a'));
    await readPlan(planned('b'));
    first.reject(new Error('Storage answers 503.'));
    await expect(failing).rejects.toThrow('503');
    await readPlan(planned('b'));
    expect(asked).toEqual(['a', 'b']);

    await expect(readPlan(planned('a'))).rejects.toThrow('503');
    await expect(readPlan(planned('a'))).rejects.toThrow('503');
    expect(asked).toEqual(['a', 'b', 'a', 'a']);
  });
});
