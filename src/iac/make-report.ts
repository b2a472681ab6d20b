import type { IacReport, IacReportFinding } from '../model/iac-report.ts';
import { iacDefaultsCheckedOn } from './dated-defaults.ts';
import { joinClusters } from './estate/join-clusters.ts';
import type { RunningCluster } from './estate/running-cluster.ts';
import type { Declaration } from './estate/tie.ts';
import type { OpenFolder } from './folder/open-folder.ts';
import type { ClusterClaim } from './judge/claim.ts';
import type { NotRead } from './judge/finding.ts';
import { iacVerdicts } from './judge/verdict.ts';
import type { LineFinding } from './merge-findings.ts';
import type { CodeReading } from './scan-code.ts';
import { piecesText, textsOf } from './value/pieces.ts';
import { textOf } from './value/value.ts';
import { fileWaivers } from './waivers/file-waivers.ts';

/** One scanned path, read. */
export interface ScannedPath {
  /** What stands before its files' names: empty where it is the only path. */
  readonly prefix: string;
  readonly folder: OpenFolder;
  readonly reading: CodeReading;
}

/**
 * Puts what was read of each path into one report, with the waivers that stand in the code.
 * @param running the clusters of an audit, to be joined with the code; undefined for none
 */
export function makeIacReport(
  paths: readonly string[],
  scanned: readonly ScannedPath[],
  asOf: Date,
  running: readonly RunningCluster[] | undefined,
): IacReport {
  const parts = scanned.map((each) => partOf(each, asOf));
  const found = parts.flatMap((part) => part.findings);
  const notRead = parts.flatMap((part) => part.notRead);
  const declarations = parts.flatMap((part) => part.declarations);
  const joined = running && joinClusters(found, declarations, running, notRead.length);
  const findings = [...(joined?.findings ?? found)];
  return {
    schemaVersion: '1.0',
    asOf: asOf.toISOString(),
    defaultsCheckedOn: iacDefaultsCheckedOn,
    paths: [...paths],
    summary: {
      filesLookedAt: scanned.reduce((sum, { folder }) => sum + folder.looked, 0),
      filesRead: parts.reduce((sum, { read }) => sum + read, 0),
      findings: findings.length,
      waived: findings.filter(({ waiver }) => waiver !== null).length,
      notRead: notRead.length,
      verdicts: Object.fromEntries(
        iacVerdicts.map((verdict) => [verdict, findings.filter((each) => each.verdict === verdict).length]),
      ),
    },
    findings,
    clean: parts.flatMap(({ clean }) => clean),
    notRead,
    ...(joined === undefined ? {} : { clusters: [...joined.clusters] }),
  };
}

function partOf({ prefix, folder, reading }: ScannedPath, asOf: Date) {
  const named = (file: string) => (prefix === '' ? file : `${prefix}/${file}`);
  const waivers = fileWaivers(folder, asOf);
  const found = reading.findings.map((finding) => ({
    claims: finding.claims,
    reported: reported(finding, waivers.waiverOf(finding), named),
  }));
  const notRead = distinctOf([...folder.notRead, ...reading.notRead, ...waivers.troubles()]).sort(byPlace);
  const spoken = new Set([...reading.findings.map(({ at }) => at.file), ...notRead.map(({ file }) => file)]);
  const read = folder.hits;
  return {
    findings: found.map((each) => each.reported),
    declarations: declarationsOf(found, reading.others, named),
    read: read.length,
    clean: read.filter((file) => !spoken.has(file)).map(named),
    notRead: notRead.map(({ file, line, reason }) => ({ file: named(file), line: line ?? null, reason })),
  };
}

function declarationsOf(
  found: readonly { readonly claims: readonly ClusterClaim[]; readonly reported: IacReportFinding }[],
  others: readonly ClusterClaim[],
  named: Declaration['named'],
): Declaration[] {
  const byClaim = new Map<ClusterClaim, IacReportFinding[]>(others.map((claim) => [claim, []]));
  for (const { claims, reported: finding } of found)
    for (const claim of claims) byClaim.set(claim, [...(byClaim.get(claim) ?? []), finding]);
  return [...byClaim].map(([claim, findings]) => ({ claim, findings, named }));
}

function reported(
  finding: LineFinding,
  waiver: IacReportFinding['waiver'],
  named: (file: string) => string,
): IacReportFinding {
  const { at, usedAt, claims, verdict, language, subject, why, values, instead } = finding;
  const [first] = claims;
  return {
    file: named(at.file),
    line: at.line,
    column: at.column,
    verdict,
    language,
    subject,
    why,
    values: [...values],
    usedAt: usedAt.map(({ file, line }) => ({ file: named(file), line })),
    instead,
    cluster: first?.cluster === undefined ? null : namesOf(first.cluster),
    declares: distinctOf(claims.flatMap(({ cluster }) => (cluster === undefined ? [] : declared(cluster, named)))),
    waiver,
  };
}

type Code = NonNullable<ClusterClaim['cluster']>;

function namesOf({ name, resourceGroup, module }: Code) {
  return { name: textOf(name) ?? null, resourceGroup: textOf(resourceGroup) ?? null, module };
}

/** One for each name that the code can give it. */
function declared(cluster: Code, named: (file: string) => string): IacReportFinding['declares'] {
  const calledAt = cluster.calledAt.map(({ file, line }) => ({ file: named(file), line }));
  const written = textsOf(cluster.name);
  const names = written.length === 0 ? [undefined] : written.map(({ pieces }) => pieces);
  return names.map((pieces) => ({
    ...namesOf(cluster),
    name: pieces?.length === 1 ? pieces[0] : null,
    namePattern:
      pieces === undefined || pieces.length === 1 || pieces.every((piece) => piece === '') ? null : piecesText(pieces),
    calledAt,
  }));
}

function distinctOf<T>(all: readonly T[]): T[] {
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}

function byPlace(a: NotRead, b: NotRead): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}
