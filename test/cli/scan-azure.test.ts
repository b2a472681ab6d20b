import { describe, expect, it } from 'vitest';
import { signIns } from '../../simulated-azure/estate/principals.ts';
import { parseReport } from '../../src/report/parse-report.ts';
import { connectTo, useSampleAzure } from './azure.ts';
import { runCli } from './run-cli.ts';

const azure = useSampleAzure();
const scan = (options: readonly string[], more: Parameters<typeof runCli>[1] = {}) =>
  runCli(['scan', ...options], { connect: connectTo(azure()), ...more });

describe('scan of Azure', () => {
  it('audits one subscription and is complete', async () => {
    const development = azure().subscriptionId('development');
    const { code, stdout } = await scan(['--subscription', development, '--source', 'arm', '--format', 'json']);

    const { run, summary } = parseReport(stdout);
    expect(code).toBe(0);
    expect(run).toMatchObject({ source: 'arm', status: 'complete', scopes: [{ subscriptionId: development }] });
    expect(summary.kubenet).toBeGreaterThan(0);
  });

  it('takes Resource Graph by itself, and Resource Manager where Resource Graph is closed', async () => {
    const options = ['--subscription', azure().subscriptionId('development'), '--format', 'json'];
    const byGraph = await scan(options);
    azure().addFault({ match: { service: 'graph' }, effect: { kind: 'status', status: 403, code: 'Forbidden' } });
    const byArm = await scan(options);

    expect(parseReport(byGraph.stdout).run.source).toBe('graph');
    expect(parseReport(byArm.stdout).run.source).toBe('arm');
  });

  it('audits the subscriptions of a management group', async () => {
    const { estate } = azure();
    const scope = '/providers/Microsoft.Management/managementGroups/mg-contoso-nonprod';
    const grants = [{ scope, actions: ['*/read'] }];
    azure().replaceEstate({ ...estate, principals: [{ ...signIns.auditor, grants }] });
    const { stdout } = await scan(['--management-group', 'mg-contoso-nonprod', '--source', 'arm', '--format', 'json']);
    azure().replaceEstate(estate);

    const names = parseReport(stdout).run.scopes.map(({ name }) => name);
    expect(names.toSorted()).toEqual(['contoso-development', 'contoso-legal-restricted']);
  });

  it('names the subscription that refuses, and exits with 4 when all was required', async () => {
    const ids = [azure().subscriptionId('development'), azure().subscriptionId('restricted')];
    const { code, stderr } = await scan(['--subscription', ...ids, '--source', 'arm', '--require-complete']);

    expect(code).toBe(4);
    expect(stderr).toBe('kubenet-audit: Not everything could be read, and --require-complete was given.\n');
  });

  it('writes a report and exits with 1 when nothing could be read', async () => {
    const options = ['--subscription', azure().subscriptionId('restricted'), '--source', 'arm', '--format', 'json'];
    const { code, stdout, stderr } = await scan(options);

    expect(code).toBe(1);
    expect(parseReport(stdout).run.status).toBe('failed');
    expect(stderr).toMatch(/Nothing could be read: 1 subscription, the first contoso-legal-restricted: 403/);
  });

  it('exits with 1 when the identity sees no subscription', async () => {
    const { code, stderr } = await scan(['--source', 'arm'], { connect: connectTo(azure(), signIns.nobody) });
    expect(code).toBe(1);
    expect(stderr).toContain('the identity sees no subscription; grant it the role Reader');
  });

  it('exits with 1 and one line for a management group that cannot be read', async () => {
    const { code, stdout, stderr } = await scan(['--management-group', 'mg-none', '--source', 'arm']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^kubenet-audit: Reading .*mg-none.* failed: 40\d [^\n]+\n$/);
  });

  it('exits with 1 and one line when nobody can be signed in', async () => {
    const wrong = { clientId: signIns.auditor.clientId, clientSecret: 'not-the-secret' };
    const { code, stderr } = await scan(['--source', 'arm'], { connect: connectTo(azure(), wrong) });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^kubenet-audit: Nobody could be signed in to Azure: AADSTS7000215: .* AZURE_CLIENT_SECRET/);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).not.toContain('not-the-secret');
  });

  it('shows requests and the stack of an error when asked to', async () => {
    azure().addFault({ match: { path: '/subscriptions[?]' }, effect: { kind: 'html' } });
    const quiet = await scan(['--source', 'arm']);
    const verbose = await scan(['--source', 'arm', '--verbose']);

    expect(quiet.stderr).toMatch(/^kubenet-audit: Reading \/subscriptions failed: .*not JSON.*\n$/);
    expect(verbose.stderr).toMatch(/GET https:\/\/127\.0\.0\.1:?\d*\/subscriptions → 200/);
    expect(verbose.stderr).toMatch(/\n +at /);
  });

  it('moves a line on a terminal, and says the scope before it reads', async () => {
    const options = ['--subscription', azure().subscriptionId('development'), '--source', 'arm'];
    const { stderr } = await scan(options, { isTerminal: { stdout: false, stderr: true }, columns: 100 });

    expect(stderr).toContain(
      `Scope: subscription ${azure().subscriptionId('development')}; from Azure Resource Manager.`,
    );
    expect(stderr).toMatch(/1 subscription, \d+ kubenet clusters to audit\./);
    expect(stderr).toMatch(/1 subscription · \d+ of \d+ clusters · \d+ requests/);
    expect(stderr.endsWith('\r\u001B[2K')).toBe(true);
  });

  it('colours a table on a terminal only, and not with NO_COLOR', async () => {
    const options = ['--subscription', azure().subscriptionId('development'), '--source', 'arm'];
    const terminal = { isTerminal: { stdout: true, stderr: false }, columns: 100 };

    expect((await scan(options)).stdout).not.toContain('\u001B[');
    expect((await scan(options, terminal)).stdout).toContain('\u001B[');
    expect((await scan(options, { ...terminal, env: { NO_COLOR: '1' } })).stdout).not.toContain('\u001B[');
  });
});
