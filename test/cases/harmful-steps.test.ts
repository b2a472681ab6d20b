import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runAudit } from '../../src/audit/run-audit.ts';
import { openFolder } from '../../src/audit/sources.ts';
import type { ClusterReport, ReportHead } from '../../src/model/report.ts';
import { answerSentence } from '../../src/words/sentences.ts';

const now = new Date('2026-11-28T06:00:00Z');

interface Audited {
  readonly head: ReportHead;
  readonly cluster: ClusterReport | undefined;
  /** Everything a reader may meet, as one text. */
  readonly text: string;
  readonly commands: readonly string[];
}

async function audit(name: string): Promise<Audited> {
  const sources = await openFolder(fileURLToPath(new URL(name, import.meta.url)));
  const scope = { managementGroups: [], subscriptionIds: [], clusters: [], tags: {} };
  const { head, clusters } = await runAudit(sources, {
    scope,
    runId: 'run',
    asOf: now,
    routeLimit: 400,
    now: () => now,
  });
  const all: ClusterReport[] = [];
  for await (const each of clusters()) all.push(each);
  const outcomes = [...head.estate.checks, ...all.flatMap(({ checks }) => checks)];
  return {
    head,
    cluster: all[0],
    text: `${answerSentence(head)} ${JSON.stringify(outcomes)}`,
    commands: outcomes.flatMap(({ fix }) => fix.commands),
  };
}

const subnet =
  '/subscriptions/0aaaaaaa-1111-4222-8333-444444444444/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet-hub/subnets';
const checkOf = ({ cluster }: Audited, code: string) => cluster?.checks.find((each) => each.code === code);
const onSubnets = ({ commands }: Audited) => commands.filter((each) => each.includes('vnet subnet update'));

describe('situations in which a step can do harm', () => {
  it('puts a detached table back, and deletes neither it nor machines', async () => {
    const found = await audit('table-detached');
    expect(found.cluster?.live).toEqual(['RT-001']);
    expect(onSubnets(found)).toHaveLength(1);
    expect(onSubnets(found)[0]).toMatch(
      new RegExp(`--ids ${subnet}/snet-aks --route-table .*aks-agentpool-31337001-routetable$`),
    );
    expect(found.commands.join()).not.toMatch(/route-table delete|delete-machines|mode overlay/);
  });

  it('puts the right table on the one subnet that has another', async () => {
    const found = await audit('pool-on-other-table');
    expect(found.cluster?.live).toEqual(['RT-001']);
    expect(new Set(onSubnets(found)).size).toBe(1);
    expect(onSubnets(found)[0]).toMatch(new RegExp(`--ids ${subnet}/snet-b --route-table .*/rt-aks-a$`));
    expect(found.text).not.toMatch(/<routeTableId>|Node \S+ has its routes/);
    expect(checkOf(found, 'RT-001')?.reason).toContain('what leaves this subnet for them is lost');
  });

  it('puts the table on the subnet of a gateway that reaches no pod', async () => {
    const found = await audit('agic-no-table');
    expect(found.cluster?.live).toEqual(['ING-005']);
    expect(onSubnets(found)).toEqual([expect.stringMatching(/snet-agw --route-table .*\/rt-aks-a$/)]);
    expect(found.text).not.toMatch(/take the (route )?table off/i);
  });

  it('calls a failed migration neither done nor free of kubenet, and goes on with it', async () => {
    const found = await audit('half-migrated');
    expect(answerSentence(found.head)).toContain('not finished');
    expect(found.text).not.toMatch(/No kubenet cluster left|route-table delete/);
    expect(found.commands.join()).toContain('--network-plugin-mode overlay');
  });

  it('says that images are no longer delivered', async () => {
    const messages = checkOf(await audit('images'), 'MIG-015')?.findings.filter(({ status }) => status === 'fail');
    const said = messages?.map(({ message }) => message).join(' ');
    expect(said).toContain('AKSUbuntu-1604');
    expect(said).toContain('AKSUbuntuEdge-1804');
  });

  it('says that long-term support has ended', async () => {
    const check = checkOf(await audit('lts-ended'), 'PLAT-001');
    expect(check).toMatchObject({ status: 'fail', reason: expect.stringContaining('ended on 2026-07-31') });
    expect(check?.fix.commands.join()).not.toContain('AKSLongTermSupport');
  });

  it('is blocked where the pools can outgrow the node subnet', async () => {
    const found = await audit('subnet-vs-maxcount');
    expect(found.cluster?.verdict).toBe('blocked');
    expect(checkOf(found, 'IP-002')?.reason).toContain('InsufficientSubnetSize');
    expect(found.commands.join()).not.toContain('az aks update --subscription');
  });
});
