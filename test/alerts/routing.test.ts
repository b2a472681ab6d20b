import { describe, expect, it } from 'vitest';
import { noMemory } from '../../src/alerts/events/audit-events.ts';
import { previewAlerts } from '../../src/alerts/preview.ts';
import { deliveryOf, hearing } from '../../src/alerts/routing.ts';
import { parseAlertSettings } from '../../src/alerts/settings/parse-settings.ts';
import type { Channel } from '../../src/alerts/settings/schema.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { aBlockedCluster, data, shop } from '../report/a-cluster.ts';
import { anEstateEvent, anEvent } from './an-event.ts';
import { anAudit } from './audits.ts';

function aChannel(overrides: object = {}): Channel {
  const { channels } = parseAlertSettings(
    JSON.stringify({ channels: [{ name: 'ops', type: 'slack', url: { setting: 'U' }, ...overrides }] }),
  );
  const [channel] = channels;
  if (channel === undefined) throw new Error('No channel.');
  return channel;
}

const hears = (overrides: object, event = anEvent()) => hearing(aChannel(overrides), event).hears;

describe('a channel', () => {
  it('hears what is at or above its severity', () => {
    const high = anEvent({ severity: 'high' });
    expect(['blocker', 'high', 'medium', 'info'].map((severity) => hears({ severity }, high))).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it('hears of its subscriptions, whatever their case', () => {
    expect(hears({ subscriptions: [shop.toUpperCase()] })).toBe(true);
    expect(hears({ subscriptions: [data] })).toBe(false);
    expect(hears({ subscriptions: [shop] }, anEstateEvent())).toBe(false);
    expect(hears({ subscriptions: [shop] }, { ...anEstateEvent(), subscriptionId: shop })).toBe(true);
  });

  it('hears of clusters that carry all of its tags', () => {
    const event = anEvent({ tags: { Env: 'prod', owner: 'team-web' } });
    expect(hears({ tags: { env: 'prod' } }, event)).toBe(true);
    expect(hears({ tags: { env: 'prod', owner: 'team-shop' } }, event)).toBe(false);
    expect(hears({ tags: { env: 'prod' } }, anEstateEvent())).toBe(false);
  });

  it('without filters hears of the estate', () => {
    expect(hears({}, anEstateEvent())).toBe(true);
  });

  it('says why it does not hear', () => {
    expect(hearing(aChannel({ severity: 'blocker' }), anEvent({ severity: 'high' })).why).toBe(
      'its severity is high, below blocker',
    );
  });
});

describe('a digest', () => {
  // A Sunday.
  const now = new Date('2026-11-22T06:00:00Z');
  const dueAt = (send: object, at = now) => deliveryOf(aChannel({ send }), anEvent(), 'run-1', at).dueAt?.toISOString();

  it('comes at its hour, in UTC', () => {
    expect(dueAt({ when: 'daily', at: '07:00' })).toBe('2026-11-22T07:00:00.000Z');
    expect(dueAt({ when: 'daily', at: '05:00' })).toBe('2026-11-23T05:00:00.000Z');
    expect(dueAt({ when: 'weekly', on: 'monday', at: '07:00' })).toBe('2026-11-23T07:00:00.000Z');
    expect(dueAt({ when: 'weekly', on: 'sunday', at: '05:00' })).toBe('2026-11-29T05:00:00.000Z');
  });

  it('that is about to be sent takes nothing more', () => {
    expect(dueAt({ when: 'daily', at: '06:10' })).toBe('2026-11-23T06:10:00.000Z');
  });

  it('is one for each value of its tag, and one for what has none', () => {
    const channel = aChannel({ send: { when: 'daily', perTag: 'Owner' } });
    const batchOf = (tags: Record<string, string>) => deliveryOf(channel, anEvent({ tags }), 'run-1', now);
    expect(batchOf({ owner: 'Team-Web ' })).toEqual(batchOf({ OWNER: 'team-web' }));
    expect(batchOf({ owner: 'team-web' }).batch).not.toBe(batchOf({ owner: 'team-shop' }).batch);
    expect([batchOf({ owner: 'Team-Web' }).owner, batchOf({}).owner]).toEqual(['team-web', '']);
    expect(deliveryOf(channel, anEstateEvent(), 'run-1', now).owner).toBe('');
  });

  it('is named by letters, digits and hyphens, whatever the tag holds', () => {
    const { batch } = deliveryOf(
      aChannel({ send: { when: 'daily', perTag: 'owner' } }),
      anEvent({ tags: { owner: 'a/b|c#?' } }),
      'r',
      now,
    );
    expect(batch).toMatch(/^[\w-]{1,100}$/);
  });
});

describe('a preview', () => {
  it('tells what would be said to whom, when and why', async () => {
    const settings = parseAlertSettings(
      JSON.stringify({
        channels: [
          { name: 'ops', type: 'slack', url: { setting: 'U' }, severity: 'high' },
          { name: 'owners', type: 'slack', url: { setting: 'U' }, send: { when: 'daily', at: '07:00' } },
          { name: 'data', type: 'slack', url: { setting: 'U' }, subscriptions: [data] },
        ],
      }),
    );
    const report = toReportStream(anAudit(0, [aBlockedCluster()]));
    const previews = await Array.fromAsync(previewAlerts(settings, report, noMemory, new Date('2026-11-22T06:10:00Z')));
    expect(previews[0]?.event.kind).toBe('outage');
    expect(previews[0]?.lines).toEqual([
      { channel: 'ops', hears: true, why: 'severity high is at or above high', dueAt: undefined },
      {
        channel: 'owners',
        hears: true,
        why: 'severity high is at or above low',
        dueAt: new Date('2026-11-22T07:00:00Z'),
      },
      { channel: 'data', hears: false, why: 'its subscription is another', dueAt: undefined },
    ]);
  });
});
