import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signIns } from '../../simulated-azure/estate/principals.ts';
import type { Recorder } from '../../src/arm/recording-client.ts';
import { collect } from '../../src/collect/collect.ts';
import { createRedact, type Redact } from '../../src/collect/redact/redact.ts';
import type { Report } from '../../src/model/report.ts';
import { auditedFolder, bytesApartFromRun, sampleEstate, useTestAzure, wholeScope } from '../audit/audit-azure.ts';

const testAzure = useTestAzure();
let live: Report;
let directory: string;
/** The whole estate once, for all that is asked of what `collect` saves and tells. */
const whole = { directory: '', told: undefined as Awaited<ReturnType<typeof collect>> | undefined };

beforeAll(async () => {
  live = await testAzure().audit('arm');
  whole.directory = await mkdtemp(join(tmpdir(), 'kubenet-audit-collect-'));
  whole.told = await collect(testAzure().connection(), wholeScope, recorderInto(whole.directory));
});
afterAll(() => rm(whole.directory, { recursive: true, force: true }));
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kubenet-audit-collect-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

function recorderInto(folder: string, redact: Redact = (document) => document): Recorder {
  let files = 0;
  const write = (document: unknown) => {
    files += 1;
    return writeFile(join(folder, `${String(files).padStart(5, '0')}.json`), JSON.stringify(redact(document)));
  };
  return { list: write, resource: (_id, body) => write(body) };
}

/** What an audit found, without what it found it on. */
function verdicts(report: Report): string[] {
  return report.clusters
    .map(({ verdict, scores, headroom, checks }) => {
      const failing = checks.filter(({ status }) => status === 'fail').map(({ code }) => code);
      return JSON.stringify([verdict, scores, headroom.binding, headroom.nodesLeft, failing]);
    })
    .sort();
}

describe('collect', () => {
  it('saves a folder that gives the same report as the live audit, byte for byte', async () => {
    const again = await auditedFolder(whole.directory);

    expect(bytesApartFromRun(again)).toBe(bytesApartFromRun(live));
  });

  it('tells what it could not read, and saves the rest', () => {
    expect(whole.told?.scopes.filter(({ status }) => status === 'unreadable')).toHaveLength(1);
    expect(whole.told?.clusters).toBeGreaterThan(20);
  });

  it('saves nothing of what an identity without rights was refused', async () => {
    const collected = await collect(testAzure().connection(signIns.nobody), wholeScope, recorderInto(directory));

    expect(collected.clusters).toBe(0);
    expect((await auditedFolder(directory)).clusters).toEqual([]);
  });
});

describe('collect --redact', () => {
  it('finds the same in the masked folder as in the real one', async () => {
    const masked = join(directory, 'masked');
    await mkdir(masked);
    await collect(testAzure().connection(), wholeScope, recorderInto(masked, createRedact()));

    const again = await auditedFolder(masked);

    expect(verdicts(again)).toEqual(verdicts(live));
  });

  it('leaves no subscription id, name of a cluster, resource group or network, and no tag value', async () => {
    const redact = createRedact();
    const named = sampleEstate.resources.filter(({ type }) =>
      /managedclusters$|virtualnetworks$|resourcegroups$/i.test(type),
    );
    const masked = JSON.stringify(sampleEstate.resources.map(redact));

    const text = masked.toLowerCase();
    const told = named
      .map(({ name }) => name.toLowerCase())
      .filter((name) => !/^aks-vnet-\d{8}$/.test(name))
      .filter((name) => text.includes(`/${name}/`) || text.includes(`"${name}"`));

    expect(sampleEstate.subscriptions.filter(({ subscriptionId }) => masked.includes(subscriptionId))).toEqual([]);
    expect(told).toEqual([]);
    expect(masked).not.toContain('team-retail');
  });

  it('gives the same mask to the same thing in every document, whatever its case', () => {
    const redact = createRedact();
    const id =
      '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop/providers/Microsoft.Network/virtualNetworks/vnet-shop';

    expect(redact({ vnetSubnetID: `${id}/subnets/snet-nodes` })).toEqual({
      vnetSubnetID:
        '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/n1xxxxx/providers/Microsoft.Network/virtualNetworks/n2xxxxxxx/subnets/n3xxxxxxxx',
    });
    expect(redact({ id: id.toUpperCase().replace('/SUBSCRIPTIONS/', '/subscriptions/') })).toEqual({
      id: expect.stringMatching(/\/n1xxxxx\/.*\/n2xxxxxxx$/),
    });
  });

  it('keeps what checks read: addresses, sizes, and in the names of nodes and routes all but the pool', () => {
    const redact = createRedact();
    const properties = { addressPrefix: '10.244.0.0/24', nextHopIpAddress: '10.240.0.4' };

    expect(redact({ name: 'aks-shop-12345678-vmss00000a____102440024', properties })).toEqual({
      name: 'aks-n1xx-12345678-vmss00000a____102440024',
      properties,
    });
    expect(redact({ name: 'shop', vmSize: 'Standard_D4s_v5' })).toEqual({ name: 'n1xx', vmSize: 'Standard_D4s_v5' });
  });
});
