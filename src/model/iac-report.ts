import { z } from 'zod';
import { languages } from './iac-language.ts';
import { iacVerdicts } from './iac-verdict.ts';

const place = z.object({ file: z.string(), line: z.number().int().positive() });

/** A cluster of an audit's report. */
const runningClusterSchema = z.object({
  id: z.string(),
  name: z.string(),
  networkPlugin: z.string().nullable(),
  networkPluginMode: z.string().nullable(),
});

/** How a place in code and a cluster that runs were found to belong together. */
const tieSchema = z.object({
  /** `likely` where only a part of the name, or no name, is known, or several clusters could be meant. */
  certainty: z.enum(['certain', 'likely']),
  /** What of the cluster is the same in the code: `name`, `name and resource group`, `part of the name and tags`. */
  by: z.string(),
  /** Why it is likely only; empty where it is certain. */
  because: z.string(),
});

/** A cluster as the code names it; null for what the code does not tell. */
const declaredClusterSchema = z.object({
  name: z.string().nullable(),
  /** Of a name that is known in parts, with `…` for each part that is not. */
  namePattern: z.string().nullable(),
  resourceGroup: z.string().nullable(),
  module: z.string(),
  /** The module blocks that lead to it, from the root's to the nearest. */
  calledAt: z.array(place),
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
  /** Every cluster that is declared by this line: a module's line may make several. */
  declares: z.array(declaredClusterSchema),
  /** With a report: its clusters that this place made or is to make, or puts at risk; empty where none was found. Absent without one. */
  clusters: z.array(runningClusterSchema.extend(tieSchema.shape)).optional(),
});
export type IacReportFinding = z.infer<typeof iacFindingSchema>;

const tally = z.number().int().nonnegative();

/** What the join says of one cluster. */
const joinedClusterSchema = runningClusterSchema.extend({
  resourceGroup: z.string(),
  /** Where its code is; empty where it was not found. */
  writtenAt: z.array(place),
  /** The module blocks that lead there. */
  calledAt: z.array(place),
  certainty: tieSchema.shape.certainty.nullable(),
  by: z.string().nullable(),
  /**
   * `written`: its code says what it is. `moves`: its code says Overlay already. `destroys`, `undoes`: what its code says would destroy it,
   * or ask for kubenet again. `notFound`: no code was found for it.
   */
  state: z.enum(['written', 'moves', 'destroys', 'undoes', 'notFound']),
  /** A sentence or two about the cluster and its code, without the places. */
  says: z.string(),
  /** What to write there instead, and in which order; empty where nothing is known. */
  instead: z.string(),
  /** Of the code. */
  language: z.enum(languages).nullable(),
});

export type JoinedCluster = z.infer<typeof joinedClusterSchema>;

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

/** The part of an audit's report about code: what `iac` writes, without the files that have nothing to change. */
export const codeReportSchema = iacReportSchema.omit({ clean: true });
export type CodeReport = z.infer<typeof codeReportSchema>;

/** Where a kubenet cluster is written, in its part of an audit's report. */
export const clusterCodeSchema = joinedClusterSchema.omit({
  id: true,
  name: true,
  resourceGroup: true,
  networkPlugin: true,
  networkPluginMode: true,
});
export type ClusterCode = z.infer<typeof clusterCodeSchema>;
