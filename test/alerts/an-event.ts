import { createNotice, type Notice } from '../../src/alerts/render/notice.ts';
import type { AlertEvent } from '../../src/model/alert.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { aCluster, shop } from '../report/a-cluster.ts';
import { anAudit } from './audits.ts';

/** A live problem of the cluster aks-web-test, or of one with other tags. */
export function anEvent({
  tags = { owner: 'team-web' },
  ...overrides
}: Partial<AlertEvent> & { tags?: Record<string, string> } = {}): AlertEvent {
  const { id, key, name } = aCluster();
  return {
    id: '0123456789abcdef0123456789abcdef',
    ...{ kind: 'outage', transition: 'opened', severity: 'high', code: 'RT-004', since: null },
    cluster: { id, key, name, subscriptionId: shop, tags },
    subscriptionId: shop,
    title: 'Node aks-system-1 has no route in route table rt-shop, and 1 more',
    detail: "Check the table's limit, locks and policies, then delete the node so that AKS writes the route again.",
    ...{ runId: '20261122T060000Z', asOf: '2026-11-22T06:00:00Z' },
    ...overrides,
  };
}

export function anEstateEvent(overrides: Partial<AlertEvent> = {}): AlertEvent {
  return anEvent({
    ...{ id: 'e'.repeat(32), kind: 'noCompleteAudit', code: null, cluster: null, subscriptionId: null },
    title: 'No complete audit for 48 hours',
    detail: 'None since 20 Nov 2026, 06:00 UTC.',
    ...overrides,
  });
}

/** A notice of the events, with a report behind it. */
export function aNotice(
  events: readonly AlertEvent[] = [anEvent()],
  overrides: Partial<Notice> = {},
  head = toReportStream(anAudit(0, [aCluster()])).head,
): Notice {
  const notice = createNotice(
    { id: 'f'.repeat(32), sentAt: '2026-11-22T06:10:00Z', events, head },
    { reportUrl: 'https://func-kubenet-audit.azurewebsites.net/api/report', reportOpensWith: 'entra' },
  );
  return { ...notice, ...overrides };
}
