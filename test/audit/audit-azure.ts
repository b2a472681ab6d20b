import { ClientSecretCredential } from '@azure/identity';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Estate, Grant, Principal } from '../../simulated-azure/estate/estate.ts';
import { signIns } from '../../simulated-azure/estate/principals.ts';
import { buildSampleEstate } from '../../simulated-azure/estate/sample.ts';
import { type SimulatedAzure, type SimulatedAzureOptions, startSimulatedAzure } from '../../simulated-azure/start.ts';
import { unpaced } from '../../src/arm/policies/pacing.ts';
import type { AuditSources } from '../../src/audit/audit-clusters.ts';
import { runAudit } from '../../src/audit/run-audit.ts';
import { type AzureConnection, openAzure, openFolder } from '../../src/audit/sources.ts';
import type { UnusedFile } from '../../src/gather/input/read-folder.ts';
import type { AuditScope } from '../../src/model/audit.ts';
import type { ClusterReport, Report } from '../../src/model/report.ts';

const asOf = new Date('2026-11-22T06:00:00Z');
export const sampleEstate = buildSampleEstate({ seed: 'contoso', asOf: asOf.toISOString() });
export const wholeScope: AuditScope = { managementGroups: [], subscriptionIds: [], clusters: [], tags: {} };

/** Nothing waits for a quota, and only large answers are gzipped: on one machine that takes longer than sending them as they are. */
export const quickAzure = { throttling: 'off', gzipFromBytes: 32 * 1024 } satisfies SimulatedAzureOptions;

/** What the sample's auditor may do. */
export const auditorGrants: readonly Grant[] =
  sampleEstate.principals.find(({ clientId }) => clientId === signIns.auditor.clientId)?.grants ?? [];

/** The sample's auditor once more under a sign-in of its own, each of its grants turned into another. */
export function anotherAuditor(index: number, changed: (grant: Grant) => Grant): Principal {
  const digits = String(index).padStart(12, '0');
  return {
    clientId: `aaaaaaaa-0000-4000-8000-${digits}`,
    objectId: `bbbbbbbb-0000-4000-8000-${digits}`,
    clientSecret: `secret-${index}`,
    grants: auditorGrants.map(changed),
  };
}

type SignIn = Pick<Principal, 'clientId' | 'clientSecret'>;

export interface TestAzure {
  /** Whoever takes it may change it: it is put back before the next test. */
  readonly azure: SimulatedAzure;
  connection(principal?: SignIn): AzureConnection;
  audit(kind: 'arm' | 'graph', scope?: Partial<AuditScope>, principal?: SignIn): Promise<Report>;
}

/** One simulated Azure for a file of tests: the sample estate, no faults and no throttling before each test. */
export function useTestAzure(estate: Estate = sampleEstate): () => TestAzure {
  let running: SimulatedAzure | undefined;
  // Putting everything back makes all tables anew, which would cost more than most tests.
  let isTouched = false;
  const azure = () => {
    if (running === undefined) throw new Error('The simulated Azure is not running yet.');
    return running;
  };
  const connection = (principal: SignIn = signIns.auditor) => connect(azure(), principal);
  beforeAll(async () => {
    running = await startSimulatedAzure({ estate, options: quickAzure });
  });
  beforeEach(() => {
    if (!isTouched) return;
    isTouched = false;
    const { control } = azure();
    control.clearFaults();
    control.clearGraphLag();
    control.clearRequests();
    control.replaceEstate(estate);
    control.changeSettings({ throttling: 'off', tokenLifetimeSeconds: 3600, pageSizes: {} });
  });
  afterAll(() => running?.stop());
  return () => ({
    get azure() {
      isTouched = true;
      return azure();
    },
    connection,
    audit: (kind, scope, principal) => audited(openAzure(connection(principal), kind), scope),
  });
}

function connect(azure: SimulatedAzure, { clientId, clientSecret = '' }: SignIn): AzureConnection {
  const tlsOptions = { ca: azure.caPem };
  const credential = new ClientSecretCredential(sampleEstate.tenantId, clientId, clientSecret, {
    authorityHost: azure.authorityHost,
    disableInstanceDiscovery: true,
    tlsOptions,
  });
  const retryLimits = { maxRetries: 3, baseDelayMs: 1, maxDelayMs: 2, longestRetryAfterMs: 10 };
  const endpoint = azure.armEndpoint;
  return { endpoint, audience: 'https://management.azure.com', credential, pace: unpaced, tlsOptions, retryLimits };
}

export async function audited(
  sources: AuditSources & { readonly unusedFiles?: readonly UnusedFile[] },
  scope: Partial<AuditScope> = {},
): Promise<Report> {
  const stream = await runAudit(sources, {
    scope: { ...wholeScope, ...scope },
    runId: 'a-run',
    asOf,
    routeLimit: 400,
    unusedFiles: sources.unusedFiles ?? [],
    now: () => asOf,
  });
  return { ...stream.head, clusters: await Array.fromAsync(stream.clusters()) };
}

export async function auditedFolder(directory: string, scope: Partial<AuditScope> = {}): Promise<Report> {
  return audited(await openFolder(directory), scope);
}

/** The clusters of the sample by their names, and no subscription but theirs. */
export function onlyClusters(...clusters: readonly string[]): Partial<AuditScope> {
  const ids = sampleEstate.resources.filter(({ name }) => clusters.includes(name)).map(({ id }) => id.split('/')[2]);
  const subscriptionIds = sampleEstate.subscriptions.map(({ subscriptionId }) => subscriptionId);
  return { clusters, subscriptionIds: subscriptionIds.filter((each) => ids.includes(each)) };
}

const knownBytes = new WeakMap<Report, string>();

/** Everything that two audits of the same facts share, byte for byte. */
export function bytesApartFromRun(report: Report): string {
  const { run: _, ...shared } = report;
  const bytes = knownBytes.get(report) ?? JSON.stringify(shared, undefined, 1);
  knownBytes.set(report, bytes);
  return bytes;
}

/** Where two texts part, with what stands before it; undefined where they never do. A whole diff of reports fills screens. */
export function firstDifference(actual: string, expected: string): string | undefined {
  if (actual === expected) return undefined;
  const [left, right] = [actual.split('\n'), expected.split('\n')];
  const at = left.findIndex((line, index) => line !== right[index]);
  const before = left.slice(Math.max(0, at - 12), at).join('\n');
  return `${before}\n- ${right[at] ?? ''}\n+ ${left[at] ?? ''}`;
}

export function clusterOf(report: Report, name: string): ClusterReport {
  const found = report.clusters.find((each) => each.name === name);
  if (found === undefined) throw new Error(`The report has no cluster ${name}.`);
  return found;
}

export function checkOf(cluster: ClusterReport, code: string): ClusterReport['checks'][number] {
  const found = cluster.checks.find((each) => each.code === code);
  if (found === undefined) throw new Error(`The report of ${cluster.name} has no check ${code}.`);
  return found;
}

export function statusesOf(cluster: ClusterReport): ReadonlyMap<string, string> {
  return new Map(cluster.checks.map(({ code, status }) => [code, status]));
}
