import type { IacFinding, Language } from './finding.ts';
import type { IacVerdict } from './verdict.ts';

/** Of a place that declares no cluster. */
export function plainFinding(
  at: IacFinding['at'],
  verdict: IacVerdict,
  language: Language,
  subject: string,
  why: string,
  instead = '',
): IacFinding {
  return { at, verdict, language, subject, why, values: [], usedAt: [], instead, cluster: undefined };
}
