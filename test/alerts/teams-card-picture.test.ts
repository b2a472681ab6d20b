import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { teamsMessage } from '../../src/alerts/render/teams-card.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { aBlockedCluster, aCluster } from '../report/a-cluster.ts';
import { hostileText } from '../report/a-report.ts';
import { aNotice, anEvent } from './an-event.ts';
import { anAudit, tellAll } from './audits.ts';
import { cardPage } from './card-page.ts';
import { chromium, drawPage } from './chromium.ts';
import { cardOf } from './teams-envelope.ts';

/** Of a phone, as Teams gives it to a card. */
const phonePx = 380;

async function draw(message: string, picture?: string) {
  const page = cardPage(cardOf(message), phonePx);
  const document = await drawPage(page, { width: phonePx, height: 900 });
  const data = (name: string) => Number(new RegExp(`data-${name}="(\\d+)"`).exec(document)?.[1]);
  if (picture !== undefined) await drawPage(page, { width: phonePx, height: data('height') }, picture);
  const drawn = /<div id="card">([\s\S]*?)<script>/.exec(document)?.[1] ?? '';
  return { drawn, invalid: data('validation'), overflowing: data('overflowing') };
}

describe.skipIf(chromium === undefined)("a Teams card, drawn by Microsoft's renderer", () => {
  it('reads well on a phone', async () => {
    const calm = anAudit(0, [aCluster({ name: 'aks-shop-prod' }), aCluster()]);
    const burning = anAudit(1, [aBlockedCluster(), aCluster()]);
    const events = (await tellAll(calm, burning)).at(-1) ?? [];
    const { head } = toReportStream(burning);
    const over = anEvent({
      transition: 'closed',
      title: 'Each node has its route',
      detail: 'The check passes now.',
      since: '2026-11-21T06:00:00Z',
    });
    // With UPDATE_PICTURES set, the picture of the documentation is made anew.
    const picture = process.env['UPDATE_PICTURES']
      ? fileURLToPath(new URL('../../docs/images/teams-card.png', import.meta.url))
      : undefined;
    const { drawn, invalid, overflowing } = await draw(teamsMessage(aNotice([...events, over], {}, head)), picture);
    expect({ invalid, overflowing }).toEqual({ invalid: 0, overflowing: 0 });
    expect(drawn).toContain('aks-shop-prod');
    expect(drawn).toContain('Open report');
    expect(drawn).not.toContain('MARKDOWN');
  });

  it('shows hostile names as they are, within its width', async () => {
    const { cluster } = anEvent();
    if (cluster === null) throw new Error('The event has no cluster.');
    const text = `**bold** [x](https://evil.example) {{DATE(2026-11-22T06:00:00Z, LONG)}} ${hostileText}`;
    const long = 'a'.repeat(63);
    const message = teamsMessage(
      aNotice([
        anEvent({ title: text, detail: text, cluster: { ...cluster, name: text } }),
        anEvent({ id: '2', cluster: { ...cluster, name: long } }),
      ]),
    );
    const { drawn, overflowing } = await draw(message);
    expect(overflowing).toBe(0);
    expect(drawn.replaceAll('\u200B', '')).toContain('**bold** [x](https://evil.example)');
    expect(drawn.replaceAll('\u200B', '')).toContain('DATE(2026-11-22T06:00:00Z, LONG)');
    expect(drawn).not.toMatch(/<script|<img|href="https:\/\/evil/);
  });
});
