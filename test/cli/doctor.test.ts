import { describe, expect, it } from 'vitest';
import { signIns } from '../../simulated-azure/estate/principals.ts';
import { connectTo, useSampleAzure } from './azure.ts';
import { runCli } from './run-cli.ts';

const azure = useSampleAzure();

/** Only the machine's own clock agrees with the simulated one. */
const doctor = (options: readonly string[], more: Parameters<typeof runCli>[1] = {}) =>
  runCli(['doctor', ...options], {
    connect: connectTo(azure()),
    now: () => new Date(),
    env: { KUBENET_AUDIT_AUTHORITY_HOST: azure().authorityHost },
    ...more,
  });
const permissions = (value: unknown) =>
  azure().addFault({
    match: { path: 'Microsoft.Authorization/permissions' },
    effect: { kind: 'status', status: 200, json: { value } },
  });

describe('doctor', () => {
  it('finds everything in order in a subscription that can be read', async () => {
    const { code, stdout, stderr } = await doctor(['--subscription', azure().subscriptionId('retail')]);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toMatch(/^(warning|missing|failed)/m);
    expect(stdout).toContain("Clock: as Azure's.");
    expect(stdout).toContain(`Sign-in: as app ${signIns.auditor.clientId}, object ${signIns.auditor.objectId}`);
    expect(stdout).toContain('Reading: nothing is refused in 1 subscription (contoso-retail).');
    expect(stdout).toMatch(/Resource Graph and Resource Manager agree: \d+ clusters in contoso-retail/);
  });

  it('names a subscription that cannot be read, and exits with 4 only when all was required', async () => {
    const ids = [azure().subscriptionId('retail'), azure().subscriptionId('restricted')];
    const { code, stdout } = await doctor(['--subscription', ...ids]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^missing +Reading: contoso-legal-restricted .*lacks Microsoft.ContainerService/m);
    expect(await doctor(['--subscription', ...ids, '--require-complete'])).toMatchObject({ code: 4 });
  });

  it('names the permission that is missing, by trying the read', async () => {
    azure().addFault({
      match: { path: 'Microsoft.Network/routeTables' },
      effect: { kind: 'status', status: 403, code: 'AuthorizationFailed' },
    });
    const { stdout } = await doctor(['--subscription', azure().subscriptionId('retail')]);

    expect(stdout).toMatch(/^missing +Reading: contoso-retail .* can be read in part/m);
    expect(stdout).toContain('- Microsoft.Network/routeTables/read (');
  });

  it('names the permissions that are missing, by those that Azure lists', async () => {
    permissions([{ actions: ['*/read'], notActions: ['Microsoft.Compute/locations/usages/*'] }]);
    const { stdout } = await doctor(['--subscription', azure().subscriptionId('retail')]);

    expect(stdout).toMatch(/- Microsoft\.Compute\/locations\/usages\/read \(.*\)\n/);
    expect(
      azure()
        .requests()
        .some(({ path }) => path.includes('Microsoft.Compute')),
    ).toBe(false);
  });

  it('compares what Resource Graph shows with Resource Manager', async () => {
    const retail = azure().subscriptionId('retail').toLowerCase();
    const hidden = azure().estate.resources.find(
      ({ id, type }) => /managedClusters$/i.test(type) && id.toLowerCase().includes(retail),
    );
    azure().control.setGraphLag(hidden?.id ?? '', null);
    const { code, stdout } = await doctor(['--subscription', retail]);
    azure().control.clearGraphLag();

    expect(code).toBe(0);
    expect(stdout).toMatch(/^warning +Resource Graph shows \d+ clusters in contoso-retail, Resource Manager \d+/m);
  });

  it('tells that a closed Resource Graph stops a scan by graph only', async () => {
    azure().addFault({ match: { service: 'graph' }, effect: { kind: 'status', status: 403, code: 'Forbidden' } });
    const options = ['--subscription', azure().subscriptionId('retail')];

    expect(await doctor(options)).toMatchObject({ code: 0 });
    expect(await doctor([...options, '--source', 'graph'])).toMatchObject({ code: 1 });
  });

  it('warns of a clock that is off, and fails one that no token is valid by', async () => {
    const options = ['--subscription', azure().subscriptionId('retail')];
    const off = (minutes: number) => () => new Date(Date.now() + minutes * 60_000);
    const slow = await doctor(options, { now: off(-12) });

    expect(slow.code).toBe(0);
    expect(slow.stdout).toMatch(/^warning +Clock: this machine is 12 minutes behind Azure/m);
    expect(await doctor(options, { now: off(180) })).toMatchObject({ code: 1 });
  });

  it('exits with 1 when nobody can be signed in, and never shows the secret', async () => {
    const wrong = { clientId: signIns.auditor.clientId, clientSecret: 'not-the-secret' };
    const { code, stdout } = await doctor([], { connect: connectTo(azure(), wrong) });

    expect(code).toBe(1);
    expect(stdout).toMatch(/^failed +Nobody could be signed in to Azure: AADSTS7000215/m);
    expect(stdout).not.toContain('not-the-secret');
  });

  it('exits with 1 when Azure does not answer', async () => {
    const connect = () => ({ ...connectTo(azure())(connectionSettings), endpoint: 'https://nowhere.invalid' });
    const { code, stdout } = await doctor([], { connect });

    expect(code).toBe(1);
    expect(stdout).toMatch(/^failed +Azure Resource Manager: https:\/\/nowhere.invalid does not answer \(ENOTFOUND/m);
  });

  it('exits with 1 when the identity sees no subscription', async () => {
    const { code, stdout } = await doctor([], { connect: connectTo(azure(), signIns.nobody) });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^failed +Subscriptions: the identity sees none/m);
  });

  it('masks the password in the address of a proxy', async () => {
    const env = {
      KUBENET_AUDIT_AUTHORITY_HOST: azure().authorityHost,
      HTTPS_PROXY: 'http://me:secret@proxy.example:3128',
    };
    const { stdout } = await doctor(['--subscription', azure().subscriptionId('retail')], { env });
    expect(stdout).toContain('Proxy: HTTPS_PROXY=http://***@proxy.example:3128.');
    expect(stdout).not.toContain('secret@');
  });
});

const connectionSettings = {
  cloud: 'public',
  armEndpoint: undefined,
  authorityHost: undefined,
  armAudience: undefined,
  maxRps: undefined,
} as const;
