import { z } from 'zod';

/** Clusters a second of the processor's time: of the first pass, in which the code is still cold, and of those after it. */
const speedSchema = z.object({ first: z.number(), median: z.number(), best: z.number() });

/** What one process measured. */
export const measuredChecksSchema = z.object({
  clusters: z.number(),
  nodes: z.number(),
  checks: z.number(),
  speeds: z.object({ checks: speedSchema, judge: speedSchema }),
});
export type MeasuredChecks = z.infer<typeof measuredChecksSchema>;
