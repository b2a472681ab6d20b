import type { Waiver, WaiverUse } from '../model/waiver.ts';

/** What became of a waiver, in the order of the schema, in which a report is written. */
export function waiverUse(
  { code, scope, owner, reason, until, from }: Waiver,
  state: WaiverUse['state'],
  detail: string,
): WaiverUse {
  return { code, scope, owner, reason, expires: until, from, state, detail };
}
