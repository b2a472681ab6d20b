import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectTo, useSampleAzure } from './azure.ts';
import { savedCluster, savedClusters, useFolders } from './folder.ts';
import { runCli } from './run-cli.ts';

const azure = useSampleAzure();
const folder = useFolders();
const action = 'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action';

describe('scan --in-cluster', () => {
  it('says before it is switched on what it needs', async () => {
    const { stdout } = await runCli(['scan', '--help']);

    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`It needs ${action}, which Reader does not have`);
    expect(stdout).toMatch(/^ +--in-cluster +Also reads/m);
  });

  it('says it again while it looks, and goes on where it may not', async () => {
    const run = await runCli(['scan', '--in-cluster', '--source', 'arm', '--cluster', 'aks-payments-prod'], {
      connect: connectTo(azure()),
    });

    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/Looking inside each kubenet cluster too\. It needs\s+Microsoft/);
    expect(run.stderr).toContain(action);
  });

  it('can be switched on by the environment', async () => {
    const { stderr } = await runCli(['scan', '--source', 'arm', '--cluster', 'aks-payments-prod'], {
      connect: connectTo(azure()),
      env: { KUBENET_AUDIT_IN_CLUSTER: 'true' },
    });

    expect(stderr).toContain(action);
  });

  it('excludes a folder', async () => {
    const input = await folder(savedClusters(savedCluster('aks-shop')));
    const run = await runCli(['scan', '--in-cluster', '--input', input]);

    expect(run).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--input and --in-cluster exclude each other'),
    });
  });
});

describe('collect', () => {
  it('prints the lines for what it cannot reach, and nothing else, on standard output', async () => {
    const out = join(await folder(), 'export');
    const run = await runCli(['collect', '--out', out, '--cluster', 'aks-payments-prod'], {
      connect: connectTo(azure()),
    });

    expect(run.code).toBe(0);
    expect(run.stdout).toContain(`mkdir -p ${out}/aks-payments-prod\n`);
    expect(
      run.stdout.split('\n').every((line) => line === '' || /^(#|config=|az |mkdir |echo |save|if |rm )/.test(line)),
    ).toBe(true);
    expect(run.stderr).toContain('What runs inside the clusters is not saved');
  });

  it('names the masked cluster in the folder, and the real one to Azure', async () => {
    const out = join(await folder(), 'export');
    const { stdout } = await runCli(['collect', '--out', out, '--redact', '--cluster', 'aks-payments-prod'], {
      connect: connectTo(azure()),
    });

    expect(stdout).toContain('--name aks-payments-prod ');
    expect(stdout).not.toContain(`${out}/aks-payments-prod`);
    expect(stdout).toMatch(/"id":"\/subscriptions\/00000000-[^"]*\/managedClusters\/n[a-z0-9]+"/);
  });
});
