import { countOf } from '../../model/count-of.ts';
import { withNotice } from '../../report/html/with-notice.ts';
import type { RunRecord } from '../../store/run-record.ts';
import type { AppServices } from '../app-services.ts';
import { auditTrouble } from '../runs/audit-trouble.ts';

/** What the latest report must say of itself when nothing newer comes: how old it is and why. Undefined where all is as it should be. */
export async function reportNotice(
  { health, expected, now }: Pick<AppServices, 'health' | 'expected' | 'now'>,
  run: RunRecord,
): Promise<string | undefined> {
  const trouble = auditTrouble((await health()).newestRun, expected, now());
  if (trouble === undefined) return undefined;
  const hours = Math.max(0, Math.floor((now().getTime() - Date.parse(run.createdAt)) / 3_600_000));
  const age = hours < 48 ? countOf(hours, 'hour') : `${Math.floor(hours / 24)} days`;
  return `This report is ${age} old. ${trouble}`;
}

/** A page shows the notice; every other format keeps to its form, and the header has it. */
export function noticed(
  format: string | undefined,
  body: AsyncIterable<string | Uint8Array>,
  notice: string | undefined,
): AsyncIterable<string | Uint8Array> {
  return notice !== undefined && format === 'html' ? withNotice(body, notice) : body;
}

export function noticeHeader(notice: string | undefined): Record<string, string> {
  return notice === undefined ? {} : { 'x-kubenet-audit-notice': notice };
}
