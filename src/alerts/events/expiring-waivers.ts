import type { CheckOutcome } from '../../model/outcome.ts';
import { dateText } from '../../words/dates.ts';
import { counted } from '../../words/words.ts';
import { waiverDays } from '../thresholds.ts';
import type { ChangeLog } from './change-log.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Says each waiver that ends soon, once for each date it ends on. Gives the dates that were said, by check code. */
export function sayExpiringWaivers(
  checks: readonly CheckOutcome[],
  saidBefore: Readonly<Record<string, string>>,
  asOf: string,
  log: ChangeLog,
): Record<string, string> {
  const said: Record<string, string> = {};
  for (const { code, waiver, severity, title } of checks) {
    if (waiver === null) continue;
    const days = Math.ceil((Date.parse(waiver.expires) - Date.parse(asOf)) / dayMs);
    if (Number.isNaN(days) || days > waiverDays) continue;
    said[code] = waiver.expires;
    if (saidBefore[code] === waiver.expires) continue;
    log.say({
      condition: `waiver:${code}`,
      kind: 'waiver',
      transition: 'opened',
      severity,
      code,
      title: `The waiver of ${code} ${days < 0 ? 'ended' : 'ends'} on ${dateText(waiver.expires)}${days > 0 ? `, in ${counted(days, 'day')}` : ''}`,
      detail: `${title}. Accepted by ${waiver.owner}: ${waiver.reason}`,
    });
  }
  return said;
}
