import { describe, expect, it } from 'vitest';
import { cloudEvent, eventsOfOneCloudEvent } from '../../src/alerts/render/cloud-event.ts';
import { mailHtml } from '../../src/alerts/render/mail-html.ts';
import { mailSubject, mailText } from '../../src/alerts/render/mail-text.ts';
import { createNotice, eventUrl } from '../../src/alerts/render/notice.ts';
import { slackMessage } from '../../src/alerts/render/slack-message.ts';
import { teamsMessage } from '../../src/alerts/render/teams-card.ts';
import type { AlertEvent } from '../../src/model/alert.ts';
import { hostileText } from '../report/a-report.ts';
import { aNotice, anEstateEvent, anEvent } from './an-event.ts';
import { cardOf, cardTexts } from './teams-envelope.ts';

const hostile = `${hostileText} {{DATE(2026-11-22T06:00:00Z)}} <!channel> <@U123> @everyone [x](https://evil.example) :bomb:\r\nBcc: c@evil.example`;
const { cluster } = anEvent();
if (cluster === null) throw new Error('The event has no cluster.');
const hostileEvent = anEvent({
  title: hostile,
  detail: hostile,
  code: 'RT-004',
  cluster: { ...cluster, name: hostile, id: hostile },
});
const many = (count: number): AlertEvent[] =>
  Array.from({ length: count }, (_, index) =>
    anEvent({ id: String(index), title: `${index} ${'é'.repeat(400)}`, detail: 'x'.repeat(2000) }),
  );

describe('a notice', () => {
  it('puts the worst first, and what is over last', () => {
    const events = [
      anEvent({ id: 'a', transition: 'closed', severity: 'blocker' }),
      anEvent({ id: 'b', severity: 'medium', kind: 'headroom' }),
      anEvent({ id: 'c', severity: 'blocker' }),
    ];
    expect(aNotice(events).events.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });

  it('is titled by its one cluster, or by what there is of each kind', () => {
    expect(aNotice([anEvent()]).title).toBe('Live problem: aks-web-test');
    expect(aNotice([anEstateEvent()]).title).toBe('No complete audit: No complete audit for 48 hours');
    const events = [
      anEvent({ id: '1' }),
      anEvent({ id: '2' }),
      anEvent({ id: '3', kind: 'verdict', transition: 'closed' }),
    ];
    expect(aNotice(events).title).toBe('2 live problems, 1 verdict better');
  });

  it('links to the run, and says what to do where a key is asked for', () => {
    const settings = { reportUrl: 'https://func.example/api/report', reportOpensWith: 'functionKey' } as const;
    const notice = createNotice({ id: 'n', sentAt: '', events: [], head: undefined }, settings);
    expect(notice.reportUrl).toBe('https://func.example/api/report?format=html');
    expect(notice.linkHint).toContain('function key');
    expect(aNotice().linkHint).toBeNull();
    expect(aNotice().reportUrl).toContain('run=20261122T060000Z');
  });
});

describe('the link of an event', () => {
  it("leads into the whole report where the address is not the app's own", () => {
    const reportUrl = 'https://intranet.example/kubenet/report.html?format=html';
    expect(eventUrl({ reportUrl }, anEvent())).toBe(`${reportUrl}#cluster-key-aks-web-test`);
    expect(eventUrl({ reportUrl }, anEstateEvent())).toBeNull();
  });
});

describe('a Teams card', () => {
  it('is a card that Teams takes', () => {
    const card = cardOf(teamsMessage(aNotice([anEvent(), anEstateEvent()])));
    expect(card).toMatchObject({ version: '1.4', msteams: { width: 'Full' } });
    expect(cardTexts(card)).toContain('aks-web-test');
    expect(JSON.stringify(card)).toContain(
      'https://func-kubenet-audit.azurewebsites.net/api/clusters/key-aks-web-test?format=html&seen=20261122T060000Z',
    );
  });

  it('of a mail names the worst twenty and counts the rest', () => {
    expect(mailText(aNotice(many(300)), '')).toContain('And 280 more notices in the report.');
  });

  it('stays under 20 KB and counts what it leaves out', () => {
    const message = teamsMessage(aNotice(many(500)));
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(20 * 1024);
    expect(cardTexts(cardOf(message)).join('\n')).toMatch(/And 49\d more notices in the report\./);
  });

  it('stays under 20 KB with the longest names there are', () => {
    const name = '\u{1F4A3}'.repeat(5000);
    const events = many(20).map((event) => ({
      ...event,
      cluster: { ...cluster, name, key: 'k'.repeat(4000) },
      title: name,
    }));
    const message = teamsMessage(aNotice(events, { summary: [name, name] }));
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(20 * 1024);
    cardOf(message);
  });

  it('has no text that a client would read as Markdown or as a function', () => {
    const message = teamsMessage(aNotice([hostileEvent]));
    expect(message).not.toContain('"TextBlock"');
    expect(message).not.toContain('"FactSet"');
    const texts = cardTexts(cardOf(message)).join('\n');
    expect(texts).not.toContain('{{');
    expect(texts.replaceAll('\n', '')).not.toMatch(/[\u202A-\u202E]|\p{Cc}/u);
  });

  it('leads nowhere but to the report', () => {
    const urls = [...JSON.stringify(cardOf(teamsMessage(aNotice([hostileEvent])))).matchAll(/"url":"([^"]*)"/g)];
    expect(urls.length).toBeGreaterThan(0);
    for (const [, url] of urls)
      expect(url).toMatch(/^https:\/\/func-kubenet-audit\.azurewebsites\.net\/api\/(report|clusters\/[\w-]+)\?/);
  });
});

describe('a Slack message', () => {
  it('holds plain text only, with its three control characters escaped', () => {
    const text = slackMessage(aNotice([hostileEvent]));
    const { blocks, text: fallback, mrkdwn } = JSON.parse(text);
    expect(mrkdwn).toBe(false);
    expect(text).not.toContain('"mrkdwn":true');
    expect(text).not.toContain('"type":"mrkdwn"');
    for (const shown of [fallback, ...cardTexts(blocks)]) {
      expect(shown).not.toMatch(/[<>]/);
      expect(shown.replaceAll(/&(amp|lt|gt);/g, '')).not.toContain('&');
    }
    expect(text).toContain('&lt;!channel&gt;');
  });

  it('keeps to the limits of blocks', () => {
    const { blocks } = JSON.parse(slackMessage(aNotice(many(200))));
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(blocks[0].text.text.length).toBeLessThanOrEqual(150);
    for (const text of cardTexts(blocks)) expect(text.length).toBeLessThanOrEqual(3000);
  });
});

describe('a mail', () => {
  it('has one line for a subject, whatever it is about', () => {
    const subject = mailSubject(aNotice([hostileEvent]));
    expect(subject).not.toMatch(/\p{Cc}/u);
    expect(subject.length).toBeLessThanOrEqual(150);
  });

  it('escapes every text in its HTML part', () => {
    const page = mailHtml(aNotice([hostileEvent]), hostile);
    expect(page).not.toMatch(/<script|<img|onerror=alert\(1\)>/i);
    expect(page).toContain('&lt;script&gt;');
    expect(
      [...page.matchAll(/href="([^"]*)"/g)].every(([, href]) => href?.startsWith('https://func-kubenet-audit')),
    ).toBe(true);
  });

  it('has the summary in its body, in both parts', () => {
    const notice = aNotice();
    for (const part of [mailHtml(notice, ''), mailText(notice, '')]) {
      expect(part).toContain('1 of 1 cluster still uses kubenet');
      expect(part).toContain('2 of 2 subscriptions read.');
      expect(part).toContain('495 days until 31 Mar 2028');
    }
  });

  it('keeps each text to its own line in the text part', () => {
    expect(mailText(aNotice([hostileEvent]), '')).not.toMatch(/^Bcc:/m);
  });
});

describe('a CloudEvent', () => {
  it('has the attributes of the standard, and the same id for the same notice', () => {
    const notice = aNotice();
    expect(JSON.parse(cloudEvent(notice))).toMatchObject({
      specversion: '1.0',
      id: notice.id,
      source: 'urn:kubenet-audit',
      type: 'kubenet-audit.notice.v1',
      time: '2026-11-22T06:10:00Z',
      data: { eventCount: 1, events: [{ kind: 'outage', code: 'RT-004' }] },
    });
  });

  it('keeps to a size that receivers take', () => {
    const all = many(2000);
    const first = eventsOfOneCloudEvent(all);
    expect(first.length).toBeGreaterThan(1);
    expect(first).toEqual(all.slice(0, first.length));
    expect(Buffer.byteLength(cloudEvent(aNotice(first)))).toBeLessThan(256 * 1024);
    expect(eventsOfOneCloudEvent([])).toEqual([]);
  });
});
