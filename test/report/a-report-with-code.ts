import type { CodeReport, IacReportFinding, JoinedCluster } from '../../src/model/iac-report.ts';
import { iacVerdicts } from '../../src/model/iac-verdict.ts';
import type { Report } from '../../src/model/report.ts';
import { aCluster } from './a-cluster.ts';
import { aReport } from './a-report.ts';

/** One cluster that is written, one whose code was not found, one that its code would destroy; `text` stands in every text of the code. */
export function aReportWithCode(text: string): Report {
  const [written, lost] = [aCluster({ name: 'aks-written' }), aCluster({ name: 'aks-lost' })];
  const moved = { ...aCluster({ name: 'aks-moved' }), networkPlugin: 'azure', networkPluginMode: 'overlay' };
  const place = { file: text, line: 3 };
  const joined = (cluster: typeof moved | typeof written, state: JoinedCluster['state']): JoinedCluster => ({
    id: cluster.id,
    name: cluster.name,
    resourceGroup: cluster.resourceGroup,
    networkPlugin: cluster.networkPlugin,
    networkPluginMode: cluster.networkPluginMode,
    writtenAt: state === 'notFound' ? [] : [place],
    calledAt: state === 'notFound' ? [] : [place],
    certainty: state === 'notFound' ? null : 'certain',
    by: state === 'notFound' ? null : 'name',
    state,
    says: text,
    instead: text,
    language: state === 'notFound' ? null : 'terraform',
  });
  const clusters = [joined(moved, 'destroys'), joined(lost, 'notFound'), joined(written, 'written')];
  const findings = iacVerdicts.map(
    (verdict, index): IacReportFinding => ({
      ...place,
      column: 1,
      verdict,
      language: 'terraform',
      subject: text,
      why: text,
      values: [text],
      usedAt: [place],
      instead: text,
      cluster: null,
      declares: [{ name: text, namePattern: null, resourceGroup: null, module: '', calledAt: [] }],
      waiver: index % 2 === 0 ? null : { reason: text, until: '2027-05-01' },
      clusters: [
        {
          id: moved.id,
          name: text,
          networkPlugin: 'azure',
          networkPluginMode: 'overlay',
          certainty: 'likely',
          by: text,
          because: text,
        },
      ],
    }),
  );
  const code: CodeReport = {
    schemaVersion: '1.0',
    asOf: '2026-11-22T06:00:00Z',
    defaultsCheckedOn: '2026-11-28',
    paths: [text],
    summary: {
      filesLookedAt: 9,
      filesRead: 4,
      findings: findings.length,
      waived: 5,
      notRead: 1,
      verdicts: Object.fromEntries(iacVerdicts.map((verdict) => [verdict, 1])),
    },
    findings,
    notRead: [{ file: text, line: null, reason: text }],
    clusters,
  };
  const withCode = (cluster: typeof written, state: JoinedCluster['state']) => {
    const { id: _, name, resourceGroup, networkPlugin, networkPluginMode, ...told } = joined(cluster, state);
    return { ...cluster, code: told };
  };
  return aReport([withCode(lost, 'notFound'), withCode(written, 'written')], {
    code,
    overlay: [{ id: moved.id, name: moved.name, networkPlugin: 'azure', networkPluginMode: 'overlay' }],
  });
}
