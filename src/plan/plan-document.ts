import { z } from 'zod';
import { misfitReasons, scheduleSchema } from '../model/schedule.ts';
import { verdicts } from '../model/verdict.ts';

const date = z.iso.date();
const cluster = { key: z.string(), id: z.string(), name: z.string() };

const plannedClusterSchema = z.object({
  ...cluster,
  date,
  verdict: z.enum(verdicts),
  owner: z.string().nullable(),
  environment: z.string().nullable(),
  nodes: z.number().int().nullable(),
  /** Codes of the failing checks that must be dealt with before. */
  stops: z.array(z.string()),
  /** In words, its maintenance windows. */
  maintenance: z.array(z.string()),
});
export type PlannedCluster = z.infer<typeof plannedClusterSchema>;

const plannedWaveSchema = z.object({
  number: z.number().int(),
  /** Its Monday. */
  week: date,
  clusters: z.array(plannedClusterSchema),
  /** The Monday by which it must begin if the deadline is to hold. */
  latestWeek: date,
  slackWeeks: z.number().int(),
  /** If it is a week late: the weeks that move with it, the clusters, and how many of them then come too late. */
  slip: z.object({ weeks: z.array(date), clusters: z.number().int(), late: z.number().int() }),
});
export type PlannedWave = z.infer<typeof plannedWaveSchema>;

const addressEntrySchema = z.object({
  ...cluster,
  way: z.enum(['keep', 'expand', 'newRange', 'newCluster', 'none', 'unknown']),
  text: z.string(),
  blocks: z.number().int().nullable(),
  nodesAtMax: z.number().int().nullable(),
  needed: z.number().int().nullable(),
  conflicts: z.array(
    z.object({
      of: z.enum(['pods', 'services']),
      range: z.string(),
      kind: z.string(),
      prefix: z.string(),
      resourceId: z.string().nullable(),
      effect: z.enum(['refused', 'unreachable', 'disputed']),
    }),
  ),
  superset: z.string().nullable(),
  newPodCidr: z.string().nullable(),
  newServiceCidr: z.string().nullable(),
  lowerMaximaTo: z.number().int().nullable(),
  unknown: z.array(z.string()),
});

/** The plan as `--format json` writes it: the schedule with everything that can be said about it. */
export const planDocumentSchema = z.object({
  schemaVersion: z.literal('1.0'),
  asOf: z.string(),
  deadline: z.object({ date, daysLeft: z.number().int() }),
  /** What a later plan starts from (`--previous`). */
  schedule: scheduleSchema,
  waves: z.array(plannedWaveSchema),
  misfits: z.array(
    z.object({
      ...cluster,
      verdict: z.enum(verdicts),
      reason: z.enum(misfitReasons),
      text: z.string(),
      earliest: date,
    }),
  ),
  milestones: z.array(z.object({ date, planned: z.number().int(), atMost: z.number().int() })),
  /** What must be dealt with by when: the day of the first cluster that it stops. */
  preparation: z.array(z.object({ code: z.string(), title: z.string(), by: date, clusters: z.array(z.string()) })),
  addresses: z.array(addressEntrySchema),
  sharedRanges: z.array(
    z.object({
      podCidrs: z.array(z.string()),
      clusters: z.array(z.string()),
      onOneTable: z.array(z.object({ routeTableId: z.string(), clusters: z.array(z.string()) })),
    }),
  ),
});
export type PlanDocument = z.infer<typeof planDocumentSchema>;
