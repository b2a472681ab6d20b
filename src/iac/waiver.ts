import { hasEnded, untilProblem } from '../waivers/waiver-rules.ts';

/** A comment that accepts a finding for a while: `# kubenet-audit: allow reason="…" until="2027-06-30"`. */
interface CodeWaiver {
  readonly reason: string;
  /** ISO date; the last day it holds. */
  readonly until: string;
}

export type WaiverReading = { readonly waiver: CodeWaiver } | { readonly problem: string };

const marker = /kubenet-audit:\s*allow\b(.*)/i;

/** Reads the waiver of a line of code, where it has one: on the comment lines right above it, or at its own end. */
export function waiverAt(lines: readonly string[], line: number, asOf: Date): WaiverReading | undefined {
  const above: string[] = [];
  for (let index = line - 2; index >= 0 && isComment(lines[index] ?? ''); index -= 1) above.push(lines[index] ?? '');
  const written = [lines[line - 1] ?? '', ...above]
    .map((each) => marker.exec(each)?.[1])
    .find((rest) => rest !== undefined);
  return written === undefined ? undefined : readWaiver(written, asOf);
}

function isComment(line: string): boolean {
  return /^\s*(#|\/\/|\/\*|\*|--|<!--|<#|;|\{\{-?\s*\/\*)/.test(line);
}

function readWaiver(text: string, asOf: Date): WaiverReading {
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
