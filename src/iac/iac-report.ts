import { z } from 'zod';
import { languages } from './judge/finding.ts';
import { iacVerdicts } from './judge/verdict.ts';

const place = z.object({ file: z.string(), line: z.number().int().positive() });

/** A cluster of an audit's report that a place in code made, or should have made. */
const runningClusterSchema = z.object({
  id: z.string(),
  name: z.string(),
  networkPlugin: z.string().nullable(),
});

const iacFindingSchema = z.object({
  /** Relative to the scanned path, with slashes; below its name where several paths were scanned. */
  file: z.string(),
  line: z.number().int().positive(),
  column: z.number().int().positive(),
  verdict: z.enum(iacVerdicts),
  language: z.enum(languages),
  /** What the place belongs to. */
  subject: z.string(),
  why: z.string(),
  /** The values that can arrive there. */
  values: z.array(z.string()),
  /** Where the value is used, where that is another place. */
  usedAt: z.array(place),
  /** What to write instead, and in which order; empty where nothing is to be changed. */
  instead: z.string(),
  /** The cluster as the code names it; null where it does not. */
  cluster: z
    .object({ name: z.string().nullable(), resourceGroup: z.string().nullable(), module: z.string() })
    .nullable(),
  waiver: z.object({ reason: z.string(), until: z.string() }).nullable(),
  /** With a report: the clusters this place made. Absent without one. */
  clusters: z.array(runningClusterSchema).optional(),
});
export type IacReportFinding = z.infer<typeof iacFindingSchema>;

const tally = z.number().int().nonnegative();

/** What the join says of one cluster. */
const joinedClusterSchema = runningClusterSchema.extend({
  /** Where its code is; empty where it was not found. */
  writtenAt: z.array(place),
  by: z.enum(['name and resource group', 'name']).nullable(),
  says: z.string(),
});

/** What `iac --format json` writes, version 1. It only grows. */
export const iacReportSchema = z.object({
  schemaVersion: z.literal('1.0'),
  asOf: z.string(),
  /** ISO date on which whose default is kubenet was last read in the sources. */
  defaultsCheckedOn: z.string(),
  paths: z.array(z.string()),
  summary: z.object({
    /** Files whose bytes were looked through. */
    filesLookedAt: tally,
    /** Of them, those that hold a word of the matter and were read. */
    filesRead: tally,
    findings: tally,
    waived: tally,
    notRead: tally,
    verdicts: z.object(Object.fromEntries(iacVerdicts.map((verdict) => [verdict, tally]))),
  }),
  findings: z.array(iacFindingSchema),
  /** Files that were read whole and have nothing to change. */
  clean: z.array(z.string()),
  notRead: z.array(z.object({ file: z.string(), line: z.number().int().positive().nullable(), reason: z.string() })),
  /** With a report: its kubenet clusters, and those that left it whose code did not follow. Absent without one. */
  clusters: z.array(joinedClusterSchema).optional(),
});
export type IacReport = z.infer<typeof iacReportSchema>;
