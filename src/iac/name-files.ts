import type { IacReport } from '../model/iac-report.ts';

/** The report with every file called as from somewhere else. */
export function withFileNames(report: IacReport, nameOf: (file: string) => string): IacReport {
  const renamed = <T extends { readonly file: string }>(each: T): T => ({ ...each, file: nameOf(each.file) });
  return {
    ...report,
    findings: report.findings.map((finding) => ({
      ...renamed(finding),
      usedAt: finding.usedAt.map(renamed),
      declares: finding.declares.map((each) => ({ ...each, calledAt: each.calledAt.map(renamed) })),
    })),
    clean: report.clean.map(nameOf),
    notRead: report.notRead.map(renamed),
    ...(report.clusters === undefined
      ? {}
      : {
          clusters: report.clusters.map((cluster) => ({
            ...cluster,
            writtenAt: cluster.writtenAt.map(renamed),
            calledAt: cluster.calledAt.map(renamed),
          })),
        }),
  };
}
