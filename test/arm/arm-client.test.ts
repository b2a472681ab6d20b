import { describe, expect, it } from 'vitest';
import { armReads } from '../../src/arm/arm-reads.ts';
import { AzureAnswerError, AzureRequestError } from '../../src/arm/errors.ts';
import { armError, gzipped, json, text, useScriptedServer } from './scripted-server.ts';
import { clientOf, failure, firstPage, idsOf, page, read, secret, subscription } from './test-client.ts';

const server = useScriptedServer();
const elsewhere = useScriptedServer();
const client = () => clientOf(server);

describe('a list', () => {
  it('asks with a token, an API version and no body', async () => {
    await client().list();

    expect(server.heard).toMatchObject([{ method: 'GET', url: firstPage, body: '' }]);
    expect(server.heard[0]?.headers).toMatchObject({ authorization: `Bearer ${secret}-1`, accept: 'application/json' });
  });

  it('holds the items of every page, an empty one in the middle included', async () => {
    server.answer(
      page(['a', 'b'], `${server.origin}/next?$skiptoken=1`),
      page([], '/next?$skiptoken=2'),
      page(['c'], null),
    );

    expect(idsOf(await client().list())).toEqual(['a', 'b', 'c']);
    expect(server.heard.map(({ url }) => url)).toEqual([
      firstPage,
      '/next?$skiptoken=1&api-version=2026-06-01',
      '/next?$skiptoken=2&api-version=2026-06-01',
    ]);
  });

  it('may come compressed', async () => {
    server.answer(gzipped({ value: [{ id: 'ä' }] }));

    expect(idsOf(await client().list())).toEqual(['ä']);
    expect(server.heard[0]?.headers['accept-encoding']).toContain('gzip');
  });

  it('is an error when a page links to one already sent', async () => {
    server.answer(page(['a'], `${server.origin}/next`), page(['b'], `${server.origin}/next`));

    const error = await failure(client().list());

    expect(error).toBeInstanceOf(AzureAnswerError);
    expect(error.message).toContain('already sent');
    expect(server.heard).toHaveLength(2);
  });

  it('never takes the token to another host', async () => {
    server.answer(page(['a'], `${elsewhere.origin}${firstPage}`));

    const error = await failure(client().list());

    expect(error).toBeInstanceOf(AzureAnswerError);
    expect(error.message).toContain(new URL(elsewhere.origin).host);
    expect(elsewhere.heard).toEqual([]);
  });

  it('never takes the token to another host by a redirect', async () => {
    server.answer(text('', 307, { location: `${elsewhere.origin}${firstPage}` }));

    expect(await failure(client().list())).toMatchObject({ name: 'AzureRequestError', status: 307 });
    expect(elsewhere.heard).toEqual([]);
  });

  it('never leaves TLS for a page', async () => {
    server.answer(page(['a'], `${server.origin.replace('https:', 'http:')}/next`));

    expect(await failure(client().list())).toBeInstanceOf(AzureAnswerError);
    expect(server.heard).toHaveLength(1);
  });

  it('is an error when the next page is at no address', async () => {
    server.answer(page(['a'], 'https://['));

    expect(await failure(client().list())).toBeInstanceOf(AzureAnswerError);
  });

  it.each([
    ['a sign-in page in place of JSON', text('<html>Sign in</html>'), /not JSON/],
    ['half of the JSON', text('{"value":[{"id":"a"'), /not JSON/],
    ['no value', json({ items: [] }), /without "value"/],
    ['an array', json([{ id: 'a' }]), /without "value"/],
  ])('is an error when the answer is %s', async (_, answer, message) => {
    server.answer(answer);

    const error = await failure(client().list());

    expect(error).toBeInstanceOf(AzureAnswerError);
    expect(error.message).toMatch(message);
  });
});

describe('a path', () => {
  it("takes a parent's name for a name, whatever it is made of", async () => {
    await client().arm.list(read, `${subscription}/resourceGroups/rg-(a)$&`);

    expect(server.heard[0]?.url).toContain(
      `/resourceGroups/${encodeURIComponent('rg-(a)$&').replace('(', '%28').replace(')', '%29')}/providers`,
    );
  });

  it('that would lead to another host is refused', async () => {
    expect(
      await failure(client().arm.get(armReads.routeTable, `//${new URL(elsewhere.origin).host}/x`)),
    ).toBeInstanceOf(AzureAnswerError);
    expect(elsewhere.heard).toEqual([]);
  });

  it.each([
    '',
    '/subscriptions',
    subscription,
    `${subscription}/resourceGroups/a/providers/Microsoft.Network/routeTables`,
  ])('of no resource is refused before anything is sent: "%s"', async (id) => {
    expect(await failure(client().arm.get(armReads.routeTable, id))).toBeInstanceOf(AzureAnswerError);
    expect(server.heard).toEqual([]);
  });

  it('is in the error of a request', async () => {
    server.answer(armError(404, 'ResourceNotFound'));

    const id = `${subscription}/resourceGroups/a/providers/Microsoft.Network/routeTables/b`;
    const error = await failure(client().arm.get(armReads.routeTable, id));

    expect(error).toBeInstanceOf(AzureRequestError);
    expect(error).toMatchObject({ path: id, status: 404 });
  });
});
