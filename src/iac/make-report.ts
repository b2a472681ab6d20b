import { iacDefaultsCheckedOn } from './dated-defaults.ts';
import type { OpenFolder } from './folder/open-folder.ts';
import type { IacReport, IacReportFinding } from './iac-report.ts';
import type { IacFinding, NotRead, Reading } from './judge/finding.ts';
import { iacVerdicts } from './judge/verdict.ts';
import { waiverAt } from './waiver.ts';

/** One scanned path, read. */
export interface ScannedPath {
  /** What stands before its files' names: empty where it is the only path. */
  readonly prefix: string;
  readonly folder: OpenFolder;
  readonly reading: Reading;
}

/** Puts what was read of each path into one report, with the waivers that stand in the code. */
export function makeIacReport(paths: readonly string[], scanned: readonly ScannedPath[], asOf: Date): IacReport {
  const parts = scanned.map((each) => partOf(each, asOf));
  const findings = parts.flatMap((part) => part.findings);
  const notRead = parts.flatMap((part) => part.notRead);
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
  };
}

function partOf({ prefix, folder, reading }: ScannedPath, asOf: Date) {
  const named = (file: string) => (prefix === '' ? file : `${prefix}/${file}`);
  const troubles: NotRead[] = [];
  const findings = reading.findings.map((finding) =>
    reported(finding, waiverOf(finding, folder, asOf, troubles), named),
  );
  const notRead = distinct([...folder.notRead, ...reading.notRead, ...troubles]).sort(byPlace);
  const spoken = new Set([...reading.findings.map(({ at }) => at.file), ...notRead.map(({ file }) => file)]);
  const read = folder.hits;
  return {
    findings,
    read: read.length,
    clean: read.filter((file) => !spoken.has(file)).map(named),
    notRead: notRead.map(({ file, line, reason }) => ({ file: named(file), line: line ?? null, reason })),
  };
}

function reported(
  finding: IacFinding,
  waiver: IacReportFinding['waiver'],
  named: (file: string) => string,
): IacReportFinding {
  const { at, usedAt, cluster, verdict, language, subject, why, values, instead } = finding;
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
    cluster:
      cluster === undefined
        ? null
        : { name: cluster.name ?? null, resourceGroup: cluster.resourceGroup ?? null, module: cluster.module },
    waiver,
  };
}

function waiverOf({ at }: IacFinding, folder: OpenFolder, asOf: Date, troubles: NotRead[]): IacReportFinding['waiver'] {
  const lines = folder.read(at.file)?.text.split(/\r\n|\n|\r/) ?? [];
  const reading = waiverAt(lines, at.line, asOf);
  if (reading === undefined) return null;
  if ('waiver' in reading) return reading.waiver;
  troubles.push({ file: at.file, line: at.line, reason: `its waiver does not count: ${reading.problem}` });
  return null;
}

function distinct(all: readonly NotRead[]): NotRead[] {
  return [...new Map(all.map((each) => [JSON.stringify([each.file, each.line, each.reason]), each])).values()];
}

function byPlace(a: NotRead, b: NotRead): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}
