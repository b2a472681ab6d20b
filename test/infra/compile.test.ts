import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bicepVersion, findBicep } from '../../scripts/infra/bicep.ts';
import { type BicepServer, startBicepServer } from '../../scripts/infra/bicep-server.ts';
import { compileInfra, snapshotPlaces, templates } from '../../scripts/infra/compiled-files.ts';
import { root } from './snapshots.ts';

const bicep = findBicep();
const program = bicep?.program ?? '';

describe.skipIf(bicep === undefined)('the Bicep compiler', () => {
  const folder = mkdtempSync(join(tmpdir(), 'deployments-'));
  let compiler: BicepServer;
  beforeAll(() => {
    compiler = startBicepServer(program);
  });
  afterAll(async () => {
    await compiler.stop();
    rmSync(folder, { recursive: true });
  });

  it.each(templates)('has nothing to say against $source', async ({ source }) => {
    expect(JSON.parse(await compiler.build(join(root, source)))).toMatchObject({ resources: expect.anything() });
  });

  it('is heard where it has: an error, and a warning', async () => {
    writeFileSync(join(folder, 'wrong.bicep'), "output a int = 'b'\n");
    await expect(compiler.build(join(folder, 'wrong.bicep'))).rejects.toThrow('BCP033');
    writeFileSync(join(folder, 'idle.bicep'), 'param idle string\n');
    await expect(compiler.build(join(folder, 'idle.bicep'))).rejects.toThrow('no-unused-params');
  });

  // Another version may write the same template in other words.
  it.skipIf(bicep?.version !== bicepVersion)('makes of infra what is stored', async () => {
    expect(await compileInfra(root, compiler, 'check')).toEqual([]);
  });

  it.each([
    ["virtualNetworkPrefix = '10.1.0.0/26'", 'virtualNetworkPrefix takes at least a /25, for two subnets of a /26'],
    ["auditSubscriptions = 'production'", 'takes ids of subscriptions, separated by commas; this is none: production'],
    ["secretSettings = ['TEAMS.URL']", 'letters, digits, dashes and underscores, since a secret in the Key Vault'],
    ["secretSettings = ['TEAMS_URL', 'Teams-Url']", 'would share one secret in the Key Vault: TEAMS_URL, Teams-Url'],
    ['appSettings = { KUBENET_AUDIT_MAX_RPS: 5 }', '"KUBENET_AUDIT_MAX_RPS" expected a value of type "string"'],
    ["operatorAddresses = '203.0.113.300'", '203.0.113.300'],
    [
      "operatorAddresses = '203.0.113.7,172.31.0.9'",
      'takes public IPv4 addresses and ranges, and no /31, as Storage does',
    ],
    ["auditManagementGroups = 'mg one'", 'takes ids of management groups, separated by commas; this is none: mg one'],
    ["signInGroups = 'admins'", 'signInPeople and signInApplications take ids; this is none: admins'],
  ])('refuses %s before anything is made', async (parameter, why) => {
    const file = join(folder, `${parameter.replaceAll(/\W+/g, '-')}.bicepparam`);
    const names = "param environmentName = 'kubenet-audit'\nparam location = 'westeurope'";
    writeFileSync(file, `using '${relative(folder, join(root, 'infra/main.bicep'))}'\n${names}\nparam ${parameter}\n`);
    await expect(compiler.snapshot(file, snapshotPlaces.subscription)).rejects.toThrow(why);
  });
});

describe('the compiled templates', () => {
  it.each(templates)('$compiled is what the compiler of the stored version made', ({ compiled }) => {
    const { metadata } = JSON.parse(readFileSync(join(root, compiled), 'utf8'));

    expect(metadata._generator).toMatchObject({ name: 'bicep', version: expect.stringMatching(`^${bicepVersion}`) });
  });

  it('name what is deployed to a subscription after environment and region', () => {
    const { resources } = JSON.parse(readFileSync(join(root, 'infra/main.json'), 'utf8'));
    const deployments = Object.values<{ type: string; name: string; resourceGroup?: string }>(resources).filter(
      ({ type, resourceGroup }) => type === 'Microsoft.Resources/deployments' && resourceGroup === undefined,
    );

    expect(deployments.map(({ name }) => name)).toEqual([
      "[format('audit-role-{0}', variables('token'))]",
      expect.stringMatching(/^\[format\('audit-role-\{0\}-at-\{1\}', variables\('token'\), take\(/),
    ]);
  });
});
