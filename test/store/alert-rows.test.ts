import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ClusterMemory, NewNotice } from '../../src/model/alert.ts';
import { createAlertStore, openAlertTable } from '../../src/store/alert-rows.ts';
import { anEvent } from '../alerts/an-event.ts';
import { type Azurite, startAzurite } from './azurite-store.ts';
import { clusterId } from './reports.ts';

let azurite: Azurite;
let table: ReturnType<typeof openAlertTable>;
let store: ReturnType<typeof createAlertStore>;
beforeAll(async () => {
  azurite = await startAzurite();
});
beforeEach(async () => {
  table = openAlertTable(azurite, `t${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}`);
  await table.createTable();
  store = createAlertStore(table);
});
afterAll(() => azurite.stop());

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 22, 6, minutes));
const notice: NewNotice = {
  ...{ channel: 'a', batch: 'b', owner: null, runId: null },
  ...{ createdAt: at(0).toISOString(), notBefore: at(15).toISOString() },
};
const due = () => Array.fromAsync(store.listNotices('due'));

describe('a notice in storage', () => {
  it.each([null, '', 'team-shop'])('keeps its owner, none or an empty one too: %j', async (owner) => {
    await store.openNotice({ ...notice, owner, runId: owner });
    expect(await due()).toEqual([
      {
        ...{ ...notice, owner, runId: owner === '' ? null : owner, status: 'due', part: 1, attempts: 0 },
        ...{ firstAttemptAt: null, claimedUntil: null, sentAt: null, lastError: null },
      },
    ]);
  });

  it("is one worker's until its time is over, and counts the attempts from the first", async () => {
    await store.openNotice(notice);
    expect(await store.claimNotice('a', 'b', at(0), at(10))).toMatchObject({
      ...{ attempts: 1, firstAttemptAt: at(0).toISOString(), claimedUntil: at(10).toISOString() },
    });
    expect(await store.claimNotice('a', 'b', at(9), at(19))).toBeUndefined();
    expect(await store.claimNotice('a', 'b', at(10), at(20))).toMatchObject({
      ...{ attempts: 2, firstAttemptAt: at(0).toISOString(), claimedUntil: at(20).toISOString() },
    });
    expect(await store.claimNotice('a', 'other', at(0), at(10))).toBeUndefined();
  });

  it("of two workers at once is one's", async () => {
    await store.openNotice(notice);
    const claims = await Promise.all([1, 2, 3].map(() => store.claimNotice('a', 'b', at(0), at(10))));
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
  });

  it('that is opened while a worker has it is not closed by that worker', async () => {
    await store.openNotice(notice);
    const claim = await store.claimNotice('a', 'b', at(0), at(10));
    if (claim === undefined) throw new Error('The notice is not due.');
    await store.openNotice(notice);
    expect(await store.closeNotice(claim, { status: 'sent', claimedUntil: null })).toBe(false);
    expect(await due()).toMatchObject([{ part: 1, attempts: 1, claimedUntil: at(10).toISOString() }]);
  });

  it("that is closed is nobody's, and opened again is another part", async () => {
    await store.openNotice(notice);
    const claim = await store.claimNotice('a', 'b', at(0), at(10));
    if (claim === undefined) throw new Error('The notice is not due.');
    expect(await store.closeNotice(claim, { status: 'sent', claimedUntil: null, sentAt: at(1).toISOString() })).toBe(
      true,
    );
    expect(await store.claimNotice('a', 'b', at(20), at(30))).toBeUndefined();
    expect(await Array.fromAsync(store.listNotices('sent'))).toMatchObject([{ sentAt: at(1).toISOString(), part: 1 }]);
    await store.openNotice(notice);
    expect(await due()).toMatchObject([{ part: 2, attempts: 0, sentAt: null, firstAttemptAt: null }]);
  });

  it('that is gone is changed by nobody', async () => {
    await store.openNotice(notice);
    const [record] = await due();
    if (record === undefined) throw new Error('The notice is not due.');
    await table.deleteEntity('notice', 'a|b');
    await store.changeNotice(record, { status: 'dead' });
    expect(await Array.fromAsync(store.listNotices('dead'))).toEqual([]);
  });

  it('of another version is refused, with table and row', async () => {
    await store.openNotice(notice);
    await table.updateEntity({ partitionKey: 'notice', rowKey: 'a|b', part: 0 }, 'Merge');
    await expect(due()).rejects.toThrow(
      /Alerts, partition notice, row a\|b: The row does not have the expected shape\./,
    );
  });
});

describe('an event in storage', () => {
  const intent = { channel: 'a', batch: 'b', event: anEvent({ id: 'e' }) };

  it('is carried by the first batch that names it, and by it again', async () => {
    expect(await store.addIntent(intent, at(0))).toBe(true);
    expect(await store.addIntent({ ...intent, batch: 'later' }, at(1))).toBe(false);
    expect(await store.addIntent({ ...intent, channel: 'other', batch: 'later' }, at(1))).toBe(true);
    expect(await store.addIntent(intent, at(2))).toBe(true);
    expect(await store.listUnsent('a', 'later')).toEqual([]);
    expect(await store.listUnsent('a', 'b')).toEqual([intent.event]);
  });

  it('that was sent stays sent, one of a hundred and one too', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => `e${String(index).padStart(3, '0')}`);
    await Promise.all(ids.map((id) => store.addIntent({ ...intent, event: anEvent({ id }) }, at(0))));
    await store.markEventsSent('a', 'b', ids.slice(1));
    await store.addIntent({ ...intent, event: anEvent({ id: 'e100' }) }, at(1));
    expect((await store.listUnsent('a', 'b')).map(({ id }) => id)).toEqual(['e000']);
  });

  it('is deleted when it is older, with its notice, unless that is due', async () => {
    await store.addIntent(intent, at(0));
    await store.openNotice(notice);
    await store.deleteOld(at(1));
    expect(await store.listUnsent('a', 'b')).toHaveLength(1);
    const [record] = await due();
    if (record === undefined) throw new Error('The notice is not due.');
    await store.changeNotice(record, { status: 'dead' });
    await store.deleteOld(at(0));
    expect(await Array.fromAsync(store.listNotices('dead'))).toHaveLength(1);
    await store.deleteOld(at(1));
    expect(await Array.fromAsync(table.listEntities())).toEqual([]);
  });
});

describe('what was said of the estate', () => {
  const memory = {
    ...{ runId: 'r', asOf: 'x', firstAsOf: 'x', lastCompleteAt: null, deadlineMark: null },
    ...{ open: {}, changes: {}, waivers: {}, subscriptions: {} },
  };

  it('is not overwritten by who has not read it', async () => {
    expect(await store.readEstate()).toBeUndefined();
    await store.writeEstate(memory, undefined);
    await expect(store.writeEstate(memory, undefined)).rejects.toMatchObject({ statusCode: 409 });
    const first = await store.readEstate();
    expect(first?.memory).toEqual(memory);
    await store.writeEstate({ ...memory, runId: 's' }, first?.version);
    await expect(store.writeEstate(memory, first?.version)).rejects.toMatchObject({ statusCode: 412 });
    expect((await store.readEstate())?.memory.runId).toBe('s');
  });

  it('is told by one of several that ask at once, and the place is given back by its owner alone', async () => {
    const claims = await Promise.all(['x', 'y', 'z'].map((owner) => store.claimTelling(owner, at(0), at(10))));
    expect(claims.filter(Boolean)).toHaveLength(1);
    await store.releaseTelling('nobody');
    expect(await store.claimTelling('nobody', at(9), at(20))).toBe(false);
    expect(await store.claimTelling('nobody', at(10), at(20))).toBe(true);
    await store.releaseTelling('nobody');
    expect(await store.claimTelling('x', at(10), at(20))).toBe(true);
  });

  it('is told by one of several that ask for a place whose time is over', async () => {
    await store.claimTelling('killed', at(0), at(10));
    const claims = await Promise.all(['x', 'y', 'z'].map((owner) => store.claimTelling(owner, at(10), at(20))));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it('of a cluster comes back, is written over, and is deleted by its id in any spelling', async () => {
    const of = (name: string, runId = 'r'): ClusterMemory => {
      const cluster = { id: clusterId(name), key: name, name, subscriptionId: 's', tags: {} };
      const nothing = { open: {}, changes: {}, suspected: [], nodesLeft: [], waivers: {} };
      return { ...{ cluster, runId, bornIn: 'r', verdict: 'ready', headroomMark: 0 }, ...nothing };
    };
    await store.writeMemories([of('a'), of('b')]);
    await store.writeMemories([of('b', 's')]);
    expect(await Array.fromAsync(store.listMemories())).toEqual([of('a'), of('b', 's')]);
    await store.deleteMemory(clusterId('A').toUpperCase());
    expect(await Array.fromAsync(store.listMemories())).toEqual([of('b', 's')]);
  });

  it('of a cluster that is gone is deleted, twice too', async () => {
    await store.deleteMemory('/subscriptions/s/x');
    expect(await Array.fromAsync(store.listMemories())).toEqual([]);
  });
});
