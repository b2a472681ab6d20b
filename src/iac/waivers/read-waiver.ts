import { hasEnded, untilProblem } from '../../waivers/waiver-rules.ts';

/** A comment that accepts a finding for a while: `# kubenet-audit: allow reason="…" until="2027-05-20"`. */
interface CodeWaiver {
  readonly reason: string;
  /** ISO date; the last day it holds. */
  readonly until: string;
}

type WaiverReading = { readonly waiver: CodeWaiver } | { readonly problem: string };

/** @param text what follows `allow` */
export function readWaiver(text: string, asOf: Date): WaiverReading {
  const [reason, until] = [given(text, 'reason'), given(text, 'until')];
  if (reason === undefined || reason.trim() === '') return { problem: 'it needs reason="…"' };
  if (until === undefined) return { problem: 'it needs until="YYYY-MM-DD"' };
  const problem = untilProblem(until, asOf);
  if (problem !== undefined) return { problem };
  return hasEnded(until, asOf) ? { problem: `it ended on ${until}` } : { waiver: { reason: reason.trim(), until } };
}

function given(text: string, name: string): string | undefined {
  const [, double, single] = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(text) ?? [];
  return double ?? single;
}
