import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../simulated-azure/estate/kubernetes-cluster.ts';
import { openAzure } from '../../src/audit/sources.ts';
import { collect } from '../../src/collect/collect.ts';
import { kubernetesReads } from '../../src/kubernetes/kubernetes-reads.ts';
import type { ClusterReport, Report } from '../../src/model/report.ts';
import {
  ofAks,
  rawCalico,
  rawConfigMap,
  rawDisruptionBudget,
  rawNetworkPolicy,
  rawWorkload,
  systemObjects,
} from '../builders/kubernetes-objects.ts';
import {
  audited,
  auditedFolder,
  checkOf,
  clusterOf,
  onlyClusters,
  statusesOf,
  useTestAzure,
  wholeScope,
} from './audit-azure.ts';
import { estateWithInside, inside, insider, nodeObjectsOf } from './in-cluster-estate.ts';

const inClusterCodes = ['NP-003', 'NP-004', 'NP-005', 'NP-007', 'ING-003', 'EGR-003', 'WL-001', 'WL-002'];
const names = {
  healthy: 'aks-payments-prod',
  calico: 'aks-identity-prod',
  burdened: 'aks-ledger-prod',
  unreachable: 'aks-settlement-prod',
  local: 'aks-notifications-prod',
  withoutRoute: 'aks-orders-prod',
  staleRoute: 'aks-invoicing-prod',
  halfOpen: 'aks-loyalty-prod',
} as const;

const web = rawWorkload('Deployment', 'shop/web', { replicas: 3 });
const many: KubernetesObject[] = Array.from({ length: 1203 }, (_, index) =>
  rawWorkload('Deployment', `bulk/web-${index}`, { replicas: 2 }),
);
const burden = [
  rawConfigMap('kube-system/azure-ip-masq-agent-config'),
  rawWorkload('DaemonSet', 'kube-system/cilium'),
  rawWorkload('Deployment', 'ingress/agic', {
    image: 'mcr.microsoft.com/azure-application-gateway/kubernetes-ingress:1.7.2',
    replicas: 2,
  }),
  rawDisruptionBudget('shop/web', { maxUnavailable: 0 }, { disruptionsAllowed: 0, expectedPods: 3 }),
  rawWorkload('StatefulSet', 'shop/db', { replicas: 1 }),
  rawNetworkPolicy('shop/egress', { egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] }),
];
const azure = useTestAzure(
  estateWithInside(
    inside(names.healthy, [web, ...nodeObjectsOf(names.healthy), ...many]),
    inside(
      names.calico,
      [
        rawNetworkPolicy('shop/deny-all'),
        rawNetworkPolicy('kube-system/konnectivity-agent', {}, ofAks),
        rawCalico('GlobalNetworkPolicy', 'deny-egress'),
      ],
      { hasCalico: true },
    ),
    inside(names.burdened, burden),
    inside(names.unreachable, [], { isUnreachable: true }),
    inside(names.local, [web], { signIn: 'certificate', grants: {} }),
    inside(names.withoutRoute, nodeObjectsOf(names.withoutRoute)),
    inside(names.staleRoute, nodeObjectsOf(names.staleRoute)),
    inside(names.halfOpen, burden, {
      grants: { [insider.objectId]: ['daemonsets.apps', 'deployments.apps', 'statefulsets.apps', 'nodes'] },
      kubeSystemGrants: { [insider.objectId]: ['configmaps'] },
    }),
  ),
);

/** Audits some clusters, their inside too. */
async function auditInside(...clusters: readonly string[]): Promise<Report> {
  return audited(openAzure(azure().connection(insider), 'arm', { inCluster: true }), onlyClusters(...clusters));
}

async function auditOne(name: string): Promise<ClusterReport> {
  return clusterOf(await auditInside(name), name);
}

function withStatus(cluster: ClusterReport, status: string): string[] {
  return inClusterCodes.filter((code) => checkOf(cluster, code).status === status);
}

describe('an audit that was not asked to look inside', () => {
  it('does not run the checks that need it, names them, and asks nobody for a credential', async () => {
    azure().azure.control.clearRequests();
    const report = await audited(openAzure(azure().connection(insider), 'arm'), onlyClusters(names.healthy));

    const cluster = clusterOf(report, names.healthy);
    expect(withStatus(cluster, 'notRun')).toEqual(inClusterCodes);
    expect(cluster.verdict).toBe('ready');
    expect(cluster.verdictReason).toBe(
      `Ready at Azure level; in-cluster checks not run (${inClusterCodes.join(', ')}).`,
    );
    expect(report.run.scopes.filter(({ status }) => status === 'partial')).toEqual([]);
    const requests = azure().azure.requests();
    expect(requests.filter(({ service }) => service === 'kubernetes')).toEqual([]);
    expect(requests.filter(({ service, method }) => service === 'arm' && method !== 'GET')).toEqual([]);
  });
});

describe('an audit that looks inside', () => {
  it('runs every check, over all pages, and says so', async () => {
    const cluster = await auditOne(names.healthy);

    expect(withStatus(cluster, 'pass')).toEqual(inClusterCodes.filter((code) => code !== 'NP-003'));
    expect(checkOf(cluster, 'NP-003').status).toBe('notApplicable');
    expect(cluster.verdictReason).toBe('Ready at Azure level and inside the cluster.');
    expect(checkOf(cluster, 'WL-002').reason).toContain(`${many.length + 2} resources`);
  });

  it("finds what Calico's removal would uncover", async () => {
    const cluster = await auditOne(names.calico);

    expect(checkOf(cluster, 'NP-003')).toMatchObject({ status: 'fail', severity: 'high' });
    expect(checkOf(cluster, 'NP-003').findings[0]?.evidence).toEqual({ networkPolicies: 1, names: ['shop/deny-all'] });
    expect(checkOf(cluster, 'NP-004').findings[0]?.evidence).toMatchObject({
      kind: 'GlobalNetworkPolicy',
      resources: 1,
    });
    expect(checkOf(cluster, 'NP-005').status).toBe('notApplicable');
  });

  it('finds what stops a migration from inside, with commands that name it', async () => {
    const cluster = await auditOne(names.burdened);

    expect(withStatus(cluster, 'fail')).toEqual(['NP-005', 'NP-007', 'ING-003', 'EGR-003', 'WL-001', 'WL-002']);
    expect(cluster.verdict).toBe('blocked');
    const linesOf = (code: string) => checkOf(cluster, code).fix.commands.map((each) => each.split('\n').at(-1));
    expect(linesOf('EGR-003')).toContain(
      `kubectl --context ${names.burdened} delete configmap azure-ip-masq-agent-config --namespace kube-system`,
    );
    expect(linesOf('WL-002')).toContain(
      `kubectl --context ${names.burdened} scale statefulsets/db --namespace shop --replicas 2`,
    );
  });

  it('signs in with the certificate of a cluster without Microsoft Entra', async () => {
    expect(withStatus(await auditOne(names.local), 'unknown')).toEqual([]);
  });

  it('confirms a missing route where the node has joined', async () => {
    const { findings } = checkOf(await auditOne(names.withoutRoute), 'RT-004');

    expect(findings.filter(({ status }) => status === 'fail')).toMatchObject([
      { confidence: 'measured', evidence: { nodeObject: 'present' } },
    ]);
  });

  it('confirms a stale route where the node object is gone, without an audit before', async () => {
    const { findings } = checkOf(await auditOne(names.staleRoute), 'RT-005');

    expect(findings.filter(({ status }) => status === 'fail').length).toBeGreaterThan(0);
    for (const finding of findings.filter(({ status }) => status === 'fail')) {
      expect(finding).toMatchObject({ confidence: 'measured', evidence: { nodeObject: 'absent' } });
    }
  });

  it('keeps nothing of the credential, of tokens, or of the data of objects in the report', async () => {
    const text = JSON.stringify(await auditInside(names.burdened, names.local, names.halfOpen));

    for (const secret of ['nobody-reads', 'eyJ', 'BEGIN', 'kubelogin', 'client-key', insider.clientSecret]) {
      expect(text).not.toContain(secret);
    }
  });

  it('reads only names of ConfigMaps, and writes nothing', async () => {
    azure().azure.control.clearRequests();
    await auditOne(names.healthy);

    const requests = azure().azure.requests();
    const inside = requests.filter(({ service }) => service === 'kubernetes');
    expect(new Set(inside.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect(requests.filter(({ service, method }) => service === 'arm' && method !== 'GET')).toMatchObject([
      { path: expect.stringMatching(/aks-payments-prod\/listClusterUserCredential\?/), status: 200 },
    ]);
    expect(inside.filter(({ path }) => path.includes('/deployments?')).length).toBe(3);
  });
});

describe('a folder with what collect saved and kubectl printed', () => {
  it('gives the same answers as the audit that looks inside', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'kubenet-audit-inside-'));
    const save = (name: string, document: unknown) => writeFile(join(directory, name), JSON.stringify(document));
    let files = 0;
    await collect(
      azure().connection(insider),
      { ...wholeScope, clusters: [names.burdened] },
      {
        list: (collected) => {
          files += 1;
          return save(`${files}.json`, collected);
        },
        resource: async () => {},
      },
    );
    await mkdir(join(directory, names.burdened));
    const objects = [...systemObjects(), ...burden];
    await save(join(names.burdened, 'all.json'), { apiVersion: 'v1', kind: 'List', items: objects });
    for (const { group, kind } of Object.values(kubernetesReads).filter(
      (read) => read.group === 'crd.projectcalico.org',
    )) {
      await save(join(names.burdened, `${kind}.json`), { apiVersion: `${group}/v1`, kind: `${kind}List`, items: [] });
    }

    const saved = clusterOf(await auditedFolder(directory), names.burdened);

    const live = await auditOne(names.burdened);
    await rm(directory, { recursive: true });
    for (const code of inClusterCodes) expect(checkOf(saved, code)).toEqual(checkOf(live, code));
  });
});

describe('what cannot be read inside', () => {
  it('leaves the checks of a refused kind unknown, and no others', async () => {
    const cluster = await auditOne(names.halfOpen);

    expect(withStatus(cluster, 'unknown')).toEqual(['NP-003', 'NP-007', 'WL-001']);
    expect(withStatus(cluster, 'fail')).toEqual(['NP-005', 'ING-003', 'EGR-003', 'WL-002']);
    expect(checkOf(cluster, 'NP-007').reason).toMatch(/networkpolicies .*forbidden.*cluster-role\.yaml/);
  });

  it('does not stop the audit of a cluster that cannot be reached, nor of the others', async () => {
    const report = await auditInside(names.unreachable, names.healthy);

    const lost = clusterOf(report, names.unreachable);
    expect(withStatus(lost, 'unknown')).toEqual(inClusterCodes);
    expect(lost.verdict).toBe('unverified');
    expect(checkOf(lost, 'EGR-003').reason).toMatch(/could not be reached .*ECONNREFUSED.*--input/);
    expect(checkOf(lost, 'RT-004').status).toBe('pass');
    expect(withStatus(clusterOf(report, names.healthy), 'unknown')).toEqual([]);
    expect(report.run.status).toBe('partial');
  });

  it('names the action that is missing', async () => {
    const report = await audited(openAzure(azure().connection(), 'arm', { inCluster: true }), {
      clusters: [names.healthy],
    });

    const cluster = clusterOf(report, names.healthy);
    expect(withStatus(cluster, 'unknown')).toEqual(inClusterCodes);
    expect(checkOf(cluster, 'WL-001').reason).toMatch(
      /lacks Microsoft\.ContainerService\/managedClusters\/listClusterUserCredential\/action/,
    );
    expect(statusesOf(cluster).get('RT-004')).toBe('pass');
  });

  it('begins a list anew when the API has forgotten it', async () => {
    azure().azure.addFault({
      match: { service: 'kubernetes', path: 'deployments.*continue=' },
      nth: 2,
      effect: { kind: 'status', status: 410, json: { kind: 'Status', message: 'too old', code: 410 } },
    });

    expect(withStatus(await auditOne(names.healthy), 'unknown')).toEqual([]);
  });

  it('takes a page that is cut off for no answer, not for a short list', async () => {
    azure().azure.addFault({ match: { service: 'kubernetes', path: '/daemonsets' }, effect: { kind: 'cut' } });

    const cluster = await auditOne(names.healthy);
    expect(withStatus(cluster, 'unknown')).toEqual(['NP-005']);
  });
});
