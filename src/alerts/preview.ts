import type { AlertEvent } from '../model/alert.ts';
import type { ReportStream } from '../model/report.ts';
import { type AuditMemory, auditEvents } from './events/audit-events.ts';
import { deliveryOf, hearing } from './routing.ts';
import type { AlertSettings } from './settings/schema.ts';

/** What one channel would do with an event. */
interface PreviewLine {
  readonly channel: string;
  readonly hears: boolean;
  readonly why: string;
  /** Undefined for at once, and for what the channel does not hear. */
  readonly dueAt: Date | undefined;
}

/** An event, and what each channel would do with it. */
export interface Preview {
  readonly event: AlertEvent;
  readonly lines: readonly PreviewLine[];
}

/** What an audit would say to whom and why. Nothing is stored or sent. */
export async function* previewAlerts(
  { channels }: AlertSettings,
  report: ReportStream,
  before: AuditMemory,
  now: Date,
): AsyncGenerator<Preview> {
  for await (const { events } of auditEvents(report, before)) {
    for (const event of events) {
      const lines = channels.map((channel): PreviewLine => {
        const { hears, why } = hearing(channel, event);
        const dueAt = hears ? deliveryOf(channel, event, '', now).dueAt : undefined;
        return { channel: channel.name, hears, why, dueAt };
      });
      yield { event, lines };
    }
  }
}
