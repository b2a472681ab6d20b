import { z } from 'zod';
import { effortKinds } from './effort.ts';
import { categories } from './finding.ts';
import { clusterCodeSchema, codeReportSchema } from './iac-report.ts';
import { liveSincesSchema } from './live-since.ts';
import { migrationProofSchema } from './migration-proof.ts';
import { moveFactsSchema } from './move-facts.ts';
import { networkPictureSchema } from './network-picture.ts';
import { outcomeSchema } from './outcome.ts';
import { scheduleSchema } from './schedule.ts';
import { type Verdict, verdicts } from './verdict.ts';
import { waiverUseSchema } from './waiver.ts';

export { type Verdict, verdicts };

const tally = z.number().int().nonnegative();

const verdictCountsSchema = z.object({ ready: tally, needsWork: tally, blocked: tally, unverified: tally });

/** 0 to 100; `value` is null when nothing could be judged, and `low`/`high` say how far the unknown could move it. */
export const scoreSchema = z.object({
  value: z.number().min(0).max(100).nullable(),
  low: z.number().min(0).max(100),
  high: z.number().min(0).max(100),
});
export type Score = z.infer<typeof scoreSchema>;

/** In the order that decides a tie for the binding limit. */
const limitNames = ['routes', 'aksNodeLimit', 'podCidr', 'subnet', 'quota'] as const;
export type LimitName = (typeof limitNames)[number];

const count = z.number().int().nonnegative().nullable();

/** One limit in its own unit: routes, nodes, /24 blocks, addresses, vCPUs; `nodesLeft` in nodes. */
export const limitSchema = z.object({
  name: z.enum(limitNames),
  resourceId: z.string(),
  capacity: count,
  used: count,
  peak: count,
  left: count,
  nodesLeft: count,
});
export type Limit = z.infer<typeof limitSchema>;

export const headroomSchema = z.object({
  binding: z.enum(limitNames).nullable(),
  nodesNow: count,
  nodesAtMax: count,
  surge: count,
  nodesLeft: count,
  /** What the known limits leave, of which `binding` is the least: `nodesLeft`, where every limit is known. Not in reports of earlier versions. */
  atMost: count.optional(),
  /** The limits that could not be told, and may leave less. */
  notKnown: z.array(z.enum(limitNames)).optional(),
  limits: z.array(limitSchema),
});
export type Headroom = z.infer<typeof headroomSchema>;

/** What an earlier audit saw of a cluster. */
export const clusterPointSchema = z.object({
  asOf: z.string(),
  verdict: z.enum(verdicts),
  /** The readiness score; null when nothing could be judged. */
  readiness: scoreSchema.shape.value,
  nodesLeft: count,
});
export type ClusterPoint = z.infer<typeof clusterPointSchema>;

/**
 * `subnet`, `network`: of the virtual network of the nodes. `peered`: the address space of a network peered with it. `onPremises`:
 * a local network gateway leads there. `route`: a route of the owner's leads there.
 */
const rangeKinds = ['subnet', 'network', 'peered', 'onPremises', 'route'] as const;

const surroundingsSchema = z.object({
  ranges: z.array(z.object({ kind: z.enum(rangeKinds), prefix: z.string(), resourceId: z.string() })),
  /** Why some of them are not known; empty where all are. */
  unknown: z.array(z.string()),
});
export type Surroundings = z.infer<typeof surroundingsSchema>;

/** The days of one maintenance configuration. What an interval above 1 leaves out cannot be told: it counts from a day AKS keeps. */
const maintenanceDaysSchema = z.object({
  /** In words, with the hours. */
  text: z.string(),
  every: z.enum(['day', 'week', 'month']),
  interval: z.number().int(),
  /** `Sunday`. */
  dayOfWeek: z.string().nullable(),
  dayOfMonth: z.number().int().nullable(),
  /** `First` to `Fourth`, or `Last`. */
  weekIndex: z.string().nullable(),
});
export type MaintenanceDays = z.infer<typeof maintenanceDaysSchema>;

export const clusterReportSchema = z.object({
  /** Short and stable, made from the lower-cased resource id: the `{key}` of the HTTP routes. */
  key: z.string(),
  id: z.string(),
  name: z.string(),
  subscriptionId: z.string(),
  resourceGroup: z.string(),
  location: z.string(),
  tags: z.record(z.string(), z.string()),
  createdAt: z.string().nullable(),
  kubernetesVersion: z.string().nullable(),
  networkPlugin: z.string(),
  networkPluginMode: z.string().nullable(),
  networkPolicy: z.string(),
  verdict: z.enum(verdicts),
  verdictReason: z.string(),
  live: z.array(z.string()),
  /** Since when a live check fails; absent where no history tells, and in reports of earlier versions. */
  liveSince: liveSincesSchema.optional(),
  /** What it takes before the cluster can move. Not in reports of earlier versions. */
  effort: z.object({ blockers: tally, kind: z.enum(effortKinds) }).optional(),
  scores: z.object({ readiness: scoreSchema, routeTable: scoreSchema, headroom: scoreSchema }),
  headroom: headroomSchema,
  network: z.object({
    podCidrs: z.array(z.string()),
    serviceCidrs: z.array(z.string()),
    ownership: z.enum(['managed', 'byoSubnet', 'byoRouteTable']).nullable(),
    routeTableIds: z.array(z.string()).nullable(),
    nodeSubnetIds: z.array(z.string()).nullable(),
    outboundType: z.string().nullable(),
    /** Not in reports of earlier versions. */
    picture: networkPictureSchema.optional(),
    /** Application gateways of the ingress controller add-on. Not in reports of earlier versions. */
    gatewayIds: z.array(z.string()).optional(),
    /** What pods would not reach, or AKS refuse, if the pod CIDR met it. Not in reports of earlier versions. */
    surroundings: surroundingsSchema.optional(),
  }),
  /** What a migration has to know. Not in reports of earlier versions. */
  move: moveFactsSchema.optional(),
  /** When AKS may work on the cluster by itself; read only where it does. Absent where nothing was read. */
  maintenanceWindows: z.array(maintenanceDaysSchema).optional(),
  checks: z.array(outcomeSchema),
  /** Where it is written; only where the audit was given code (--iac). Not in reports of earlier versions. */
  code: clusterCodeSchema.optional(),
  /** Every waiver in the cluster's tags, and those of the waiver file that concern it. Not in reports of earlier versions. */
  waivers: z.array(waiverUseSchema).optional(),
  /** The audits before this one, oldest first, at most `clusterPointsKept`; absent where no history is kept. */
  history: z.array(clusterPointSchema).optional(),
});
export type ClusterReport = z.infer<typeof clusterReportSchema>;

/** A cluster that does not use kubenet: counted, listed, not audited. */
export const otherClusterSchema = z.object({
  id: z.string(),
  name: z.string(),
  networkPlugin: z.string().nullable(),
  networkPluginMode: z.string().nullable(),
});
export type OtherCluster = z.infer<typeof otherClusterSchema>;

/** A cluster of which it could not be told whether it uses kubenet: neither audited nor counted, and never left out. */
export const unreadableClusterSchema = z.object({ id: z.string(), name: z.string(), reason: z.string() });
export type UnreadableCluster = z.infer<typeof unreadableClusterSchema>;

export const sources = ['graph', 'arm', 'input'] as const;
export type SourceKind = (typeof sources)[number];

/** `read`: everything asked for was answered; `partial`: some reads failed; `unreadable`: it could not be proved readable. */
export const scopeSchema = z.object({
  subscriptionId: z.string(),
  name: z.string().nullable(),
  /** The Microsoft Entra tenant the subscription belongs to: with Azure Lighthouse it need not be the auditor's. */
  tenantId: z.string().nullable().optional(),
  status: z.enum(['read', 'partial', 'unreadable']),
  reason: z.string().nullable(),
  /** Of its kubenet clusters; absent where not every one was listed and judged, and in reports of earlier versions. */
  verdicts: verdictCountsSchema.optional(),
});
export type ReportScope = z.infer<typeof scopeSchema>;

export const requestCountsSchema = z.object({
  total: z.number().int(),
  throttled: z.number().int(),
  retried: z.number().int(),
  failed: z.number().int(),
});
export type RequestCounts = z.infer<typeof requestCountsSchema>;

export const unusedFilesSchema = z.array(z.object({ file: z.string(), reason: z.string() }));

/** What differs between two audits of the same facts. */
const runSchema = z.object({
  id: z.string(),
  source: z.enum(sources),
  startedAt: z.string(),
  finishedAt: z.string(),
  status: z.enum(['complete', 'partial', 'failed']),
  scopes: z.array(scopeSchema),
  requests: requestCountsSchema,
  /** Of `source: input`: files that could not be used, or not whole, and why: one entry for each reason. */
  unusedFiles: unusedFilesSchema,
});
export type Run = z.infer<typeof runSchema>;

export const summarySchema = z.object({
  clusters: tally,
  kubenet: tally,
  overlay: tally,
  other: tally,
  /** Clusters with at least one live problem. */
  liveProblems: tally,
  verdicts: verdictCountsSchema,
  forecast: z.object({
    perWeekNeeded: z.number().nonnegative(),
    perWeekLately: z.number().nullable(),
    projectedFinish: z.string().nullable(),
    /** Four times in five the finish lies between these days; a null `latest` is no end in sight. Absent with too few audits. */
    finishRange: z.object({ earliest: z.string().nullable(), latest: z.string().nullable() }).optional(),
  }),
});
export type Summary = z.infer<typeof summarySchema>;

/** By verdict, the kubenet clusters of each subscription that was counted whole; ids in lower case. */
export const scopeCountsSchema = z.record(z.string(), verdictCountsSchema);
export type ScopeCounts = z.infer<typeof scopeCountsSchema>;

/** What an earlier audit counted. */
export const fleetPointSchema = z.object({
  asOf: z.string(),
  kubenet: tally,
  verdicts: verdictCountsSchema,
  /**
   * Where one of the two audits could not read everything: the point is this report's count, changed by what differed in the
   * `scopes` subscriptions that both counted whole, of the `of` that this report names. Absent where both were complete.
   */
  common: z.object({ scopes: tally, of: tally }).optional(),
  /** Made up for a demonstration. */
  invented: z.literal(true).optional(),
});
export type FleetPoint = z.infer<typeof fleetPointSchema>;

/** How many earlier audits a report looks back on: enough for a line, few enough to carry. */
export const fleetPointsKept = 120;
export const clusterPointsKept = 12;

/** What a check says about itself, the same for every cluster. */
export const catalogueEntrySchema = z.object({
  category: z.enum(categories),
  title: z.string(),
  failureTitle: z.string(),
  why: z.string(),
  /** When it fails, with the boundary. */
  condition: z.string(),
  docs: z.string(),
  sources: z.array(
    z.object({
      title: z.string(),
      url: z.string(),
      sure: z.enum(['documented', 'source', 'reported', 'inferred']),
    }),
  ),
});
export type CatalogueEntry = z.infer<typeof catalogueEntrySchema>;

/** Which clusters a report shows, where it does not show all. An empty list or record leaves nothing out. */
const reportFilterSchema = z.object({
  /** Lower case. */
  subscriptionIds: z.array(z.string()),
  verdicts: z.array(z.enum(verdicts)),
  /** A cluster carries all of them; names compare without case, values with. */
  tags: z.record(z.string(), z.string()),
});
export type ReportFilter = z.infer<typeof reportFilterSchema>;

/** The clusters that an audit was asked for; the other kubenet clusters of its subscriptions were not judged, and are not counted. */
export const askedSchema = z.object({
  /** Names or resource ids, as given; empty where only tags were. */
  clusters: z.array(z.string()),
  /** A cluster carries all of them. */
  tags: z.record(z.string(), z.string()),
});
export type Asked = z.infer<typeof askedSchema>;

/** Everything of a report but its kubenet clusters, which follow as a sequence. */
export const reportHeadSchema = z.object({
  schemaVersion: z.literal('1.0'),
  asOf: z.string(),
  deadline: z.object({ date: z.string(), daysLeft: z.number().int() }),
  /** ISO date on which the dates that checks judge by (supported versions, retirements) were last compared with Microsoft's. */
  dataCheckedOn: z.string().optional(),
  run: runSchema,
  summary: summarySchema,
  estate: z.object({ checks: z.array(outcomeSchema) }),
  /** Waivers of the waiver file that were refused, or that met nothing in the whole estate; those that met something are with it. */
  waivers: z.array(waiverUseSchema).optional(),
  /** Clusters that earlier audits saw on kubenet. Only where history is kept. */
  migrations: z.array(migrationProofSchema).optional(),
  /** In a sentence: notices of earlier audits that could not be delivered. */
  noticeTrouble: z.string().optional(),
  overlay: z.array(otherClusterSchema),
  other: z.array(otherClusterSchema),
  /** Absent where there is none, and in reports of earlier versions. */
  unreadable: z.array(unreadableClusterSchema).optional(),
  /** Clusters of any network plugin that were asked for by name or tag. Not in reports of earlier versions. */
  matched: tally.optional(),
  /** Only where the audit was asked for some clusters. Not in reports of earlier versions. */
  asked: askedSchema.optional(),
  /** The audits before this one that can be compared with it, oldest first, at most `fleetPointsKept`; absent where no history is kept. */
  history: z.array(fleetPointSchema).optional(),
  /** By code, the texts of the checks that judged. Absent in reports of earlier versions. */
  catalogue: z.record(z.string(), catalogueEntrySchema).optional(),
  /** When each kubenet cluster migrates; the whole estate's. Absent in reports of earlier versions. */
  schedule: scheduleSchema.optional(),
  /** What was found in the code that the audit was given (--iac). Not in reports of earlier versions. */
  code: codeReportSchema.optional(),
  /** Only where `clusters` is a part; the summary is always the whole estate's. */
  filter: reportFilterSchema.optional(),
});
export type ReportHead = z.infer<typeof reportHeadSchema>;

/**
 * The report, version 1: the one object every output is made of. It only grows: fields are added, none renamed or removed.
 * A number that could not be read is null, never 0.
 */
export const reportSchema = reportHeadSchema.extend({ clusters: z.array(clusterReportSchema) });
export type Report = z.infer<typeof reportSchema>;

/**
 * A report as renderers, store and HTTP take it: nothing needs all clusters in memory. Clusters come sorted by resource id, and
 * the sequence may be walked once for each call of `clusters`.
 */
export interface ReportStream {
  readonly head: ReportHead;
  clusters(): ClusterStream;
}

export interface ClusterStream extends AsyncIterable<ClusterReport> {
  /** The same clusters as the JSON report writes them, of whoever has validated them already: text, or UTF-8. */
  json?(): Iterable<Uint8Array> | AsyncIterable<string>;
}
