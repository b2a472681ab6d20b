import { z } from 'zod';

/** The days of a week from Monday, as ISO 8601 counts them. */
export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const date = z.iso.date();
const reason = z.string().max(200).default('').meta({ description: 'Shown beside what it explains.' });
const clusterName = z.string().min(1).meta({ description: 'The name, the resource id or the key of a cluster.' });

const freezeSchema = z
  .strictObject({
    from: date.meta({ description: 'First day without migrations.' }),
    to: date.meta({ description: 'Last day without migrations.' }),
    reason,
  })
  .refine(({ from, to }) => from <= to, { message: 'must not end before it begins' });

/** How long a cluster takes to be ready, by its verdict: an assumption of the owner, not a measurement. */
const leadWeeksSchema = z.strictObject({
  ready: z.number().int().min(0).max(104).default(0),
  unverified: z.number().int().min(0).max(104).default(2),
  needsWork: z.number().int().min(0).max(104).default(4),
  blocked: z.number().int().min(0).max(104).default(8),
});

/** What the owner decides about a plan; every key has a default. */
export const planSettingsSchema = z.strictObject({
  $schema: z.string().optional().meta({ description: 'Where an editor finds this schema.' }),
  start: date.optional().meta({ description: 'No migration before this day. Left out: the Monday after the audit.' }),
  finishBy: date.optional().meta({
    description: 'No migration after this day. Left out: 31 March 2028, after which AKS no longer supports kubenet.',
  }),
  clustersPerWeek: z.number().int().min(1).max(10_000).optional().meta({
    description:
      'Clusters that may migrate in one week. Left out: as few as leave a quarter of the usable weeks in reserve.',
  }),
  days: z.array(z.enum(weekdays)).min(1).default(['Tuesday', 'Wednesday', 'Thursday']).meta({
    description:
      'Days on which clusters migrate. A cluster with a maintenance window of AKS migrates on the days of that instead.',
  }),
  leadWeeks: leadWeeksSchema.prefault({}).meta({
    description: 'Weeks from the audit to the first migration of a cluster, by its verdict.',
  }),
  freezes: z.array(freezeSchema).default([]).meta({ description: 'Periods without migrations.' }),
  earliest: z
    .array(z.strictObject({ clusters: z.array(clusterName).min(1), date, reason }))
    .default([])
    .meta({ description: 'Days before which these clusters do not migrate.' }),
  pairs: z
    .array(z.tuple([clusterName, clusterName]))
    .default([])
    .meta({ description: 'Clusters that stand in for each other: never both in one week.' }),
  groups: z
    .array(z.array(clusterName).min(2))
    .default([])
    .meta({ description: 'Clusters that migrate in one week, whatever else.' }),
  tags: z
    .strictObject({ owner: z.string().min(1).default('owner'), environment: z.string().min(1).default('env') })
    .prefault({})
    .meta({ description: 'The names of the tags that say who owns a cluster and which environment it is.' }),
  environments: z.array(z.string().min(1)).default(['dev', 'test', 'staging', 'prod']).meta({
    description:
      'Values of the environment tag, in the order in which they migrate. Clusters with no such value are last.',
  }),
  soakWeeks: z.number().int().min(0).max(52).default(1).meta({
    description: 'Weeks from the first migration in one environment to the first in the next. 0: no waiting.',
  }),
  onPremises: z
    .array(z.union([z.cidrv4(), z.cidrv6()], { error: 'must be a range such as 10.0.0.0/8' }))
    .default([])
    .meta({ description: 'Ranges that are reached from the clusters and cannot be read from Azure.' }),
});

export type PlanSettings = z.infer<typeof planSettingsSchema>;

export const defaultPlanSettings: PlanSettings = planSettingsSchema.parse({});
