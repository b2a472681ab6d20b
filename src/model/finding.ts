import { z } from 'zod';

/** Worst first. */
export const severities = ['blocker', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

/** 0 for `blocker`, 4 for `info`. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}

/** The worst of them; undefined for none. */
export function worstSeverity(all: readonly Severity[]): Severity | undefined {
  return severities.find((severity) => all.includes(severity));
}

export const categories = [
  'deadline',
  'migration',
  'networkPolicy',
  'routeTable',
  'headroom',
  'ipPlan',
  'ingress',
  'egress',
  'platform',
  'workload',
] as const;
export type Category = (typeof categories)[number];

/**
 * How sure a finding is. `measured`: read today from Azure. `suspected`: the facts that would prove it could not be had (age,
 * history, a second look). `disputed`: Azure's sources disagree on the rule.
 */
const confidences = ['measured', 'suspected', 'disputed'] as const;
export type Confidence = (typeof confidences)[number];

/** The values a finding was judged by: small facts with Azure's names, in the order a person reads them. */
export type Evidence = Readonly<Record<string, EvidenceValue>>;
export type EvidenceValue =
  | string
  | number
  | boolean
  | null
  | readonly EvidenceValue[]
  | { readonly [key: string]: EvidenceValue };

const evidenceValue: z.ZodType<EvidenceValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(evidenceValue), z.record(z.string(), evidenceValue)]),
);

/** A check's answer for one resource. */
export const findingSchema = z.object({
  resourceId: z.string(),
  status: z.enum(['pass', 'fail']),
  severity: z.enum(severities),
  confidence: z.enum(confidences),
  message: z.string(),
  evidence: z.record(z.string(), evidenceValue),
});
export type Finding = Readonly<z.infer<typeof findingSchema>>;
