import { NetworkManagementClient } from '@azure/arm-network';
import { describe, expect, it } from 'vitest';
import { createArmClients } from '../../../src/arm/arm-clients.ts';
import { createArmWire } from '../../../src/arm/arm-pipeline.ts';
import { armReads } from '../../../src/arm/arm-reads.ts';
import { answerOf } from '../../../src/arm/raw-answers.ts';
import { countRequests } from '../../../src/arm/request-counter.ts';
import { json, text, useScriptedServer } from '../scripted-server.ts';
import { clientOf, failure, idsOf, page, signIn, subscription } from '../test-client.ts';

const server = useScriptedServer();
const table = `${subscription}/resourceGroups/rg-a/providers/Microsoft.Network/routeTables/rt-a`;

describe('an operation that writes', () => {
  function clients() {
    const options = {
      endpoint: server.origin,
      audience: 'https://management.azure.com',
      credential: signIn(),
      counter: countRequests(),
      tlsOptions: { ca: server.caPem },
    };
    return createArmClients({ ...options, ...createArmWire(options, /^\/nothing$/) })('a-subscription');
  }

  it.each([
    ['PUT', () => clients().network.routeTables.createOrUpdate('rg-a', 'rt-a', {})],
    ['PATCH', () => clients().network.routeTables.updateTags('rg-a', 'rt-a', {})],
    ['DELETE', () => clients().network.routeTables.delete('rg-a', 'rt-a')],
    ['POST', () => clients().containerService.managedClusters.listClusterAdminCredentials('rg-a', 'aks-a')],
  ])('by %s never leaves the process, though the client has it', async (method, write) => {
    const error = await failure(answerOf(async () => await write()));

    expect(error.message).toMatch(new RegExp(`^${method} /subscriptions/a-subscription/.* is no read`));
    expect(server.heard).toEqual([]);
  });

  it('is what the clients would send without the guard', async () => {
    const bare = new NetworkManagementClient(signIn(), 'a-subscription', {
      endpoint: server.origin,
      tlsOptions: { ca: server.caPem },
    });
    await bare.routeTables.updateTags('rg-a', 'rt-a', {});

    expect(server.heard.map(({ method }) => method)).toEqual(['PATCH']);
  });
});

describe('what Azure sent', () => {
  it('is kept whole, properties of tomorrow included', async () => {
    const item = {
      id: table,
      properties: { routes: null, tomorrow: { deep: [1] } },
      systemData: { createdAt: '2026-01-02T03:04:05Z' },
    };
    server.answer(json({ value: [item] }), json(item));
    const { arm } = clientOf(server);

    expect(await arm.list(armReads.routeTables, subscription)).toEqual([item]);
    expect(await arm.get(armReads.routeTable, table)).toEqual(item);
  });

  it.each([
    ['{}', json({})],
    ['value: null', json({ value: null })],
  ])('is no list when it is %s', async (_, answer) => {
    server.answer(answer);

    expect(await failure(clientOf(server).arm.list(armReads.routeTables, subscription))).toMatchObject({
      name: 'AzureAnswerError',
      path: `${subscription}/providers/Microsoft.Network/routeTables`,
    });
    expect(server.heard).toHaveLength(1);
  });

  it('is asked for again when only half of it came', async () => {
    server.answer(text('{"value":[{"id":"a"'), page(['a']));
    const { list, counts } = clientOf(server);

    expect(idsOf(await list())).toEqual(['a']);
    expect(counts()).toEqual({ total: 2, throttled: 0, retried: 1, failed: 0 });
  });

  it('counts once, where a later page came in two tries', async () => {
    server.answer(page(['a'], '/next'), text('{"value":[{"id":"b"'), page(['b']));

    expect(idsOf(await clientOf(server).list())).toEqual(['a', 'b']);
  });

  it('is kept apart for calls that run at once', async () => {
    const { arm } = clientOf(server);
    server.answer((response, { url }) => {
      const [, group] = /resourceGroups\/([^/]+)/.exec(url) ?? [];
      json({ value: [{ id: group }] })(response, { method: '', url: '', headers: {}, body: '' });
    });
    const groups = Array.from({ length: 20 }, (_, at) => `rg-${at}`);
    const lists = await Promise.all(
      groups.map((group) => arm.list(armReads.routeTables, `${subscription}/resourceGroups/${group}`)),
    );

    expect(lists.map(idsOf)).toEqual(groups.map((group) => [group]));
  });
});

it('asks for the first page alone when it only tries', async () => {
  server.answer(page(['a'], '/next'), page(['b']));
  const { arm } = clientOf(server);

  expect(idsOf(await arm.firstPage(armReads.managedClusters, subscription))).toEqual(['a']);
  expect(idsOf(await arm.firstPage(armReads.locks, subscription))).toEqual(['b']);
  expect(server.heard).toHaveLength(2);
});
