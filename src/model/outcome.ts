import { z } from 'zod';
import { categories, type Finding, findingSchema, severities } from './finding.ts';

/**
 * What became of a check for one cluster. `unknown`: a fact it needs could not be read. `notRun`: needs a source that was not
 * asked for (the Kubernetes API). `error`: the check itself failed, a defect of ours.
 */
export const outcomeStatuses = ['pass', 'fail', 'unknown', 'notApplicable', 'notRun', 'error'] as const;
export type OutcomeStatus = (typeof outcomeStatuses)[number];

const findings: z.ZodType<readonly Finding[]> = z.array(findingSchema);
const commands: z.ZodType<readonly string[]> = z.array(z.string());

/** How to mend it: in words, and as commands that name this cluster's own resources. */
const fixSchema = z.object({ text: z.string(), commands });
export type Fix = Readonly<z.infer<typeof fixSchema>>;

/** A waiver as a report shows it: who accepted the finding, why, until when (ISO date). */
const appliedWaiverSchema = z.object({ owner: z.string(), reason: z.string(), expires: z.string() });
export type AppliedWaiver = Readonly<z.infer<typeof appliedWaiverSchema>>;

/** A check's status for one cluster, with the texts it was judged by, so that an old report reads as it did. */
export const outcomeSchema = z.object({
  code: z.string(),
  category: z.enum(categories),
  severity: z.enum(severities),
  live: z.boolean(),
  status: z.enum(outcomeStatuses),
  title: z.string(),
  reason: z.string(),
  findings,
  fix: fixSchema,
  docs: z.string(),
  waiver: appliedWaiverSchema.nullable(),
});
export type CheckOutcome = Readonly<z.infer<typeof outcomeSchema>>;
