import { describe, expect, it } from 'vitest';
import type { ArmAnswer } from '../../src/arm/arm-client.ts';
import { AzureAnswerError, AzureRequestError } from '../../src/arm/errors.ts';
import { createResourceGraph } from '../../src/arm/resource-graph.ts';

interface Asked {
  readonly query: string;
  readonly subscriptions: readonly string[];
  readonly options: { readonly $top: number; readonly $skipToken?: string };
}

type Answer = Record<string, unknown> | AzureRequestError;

/** Resource Graph in place of the wire: what it was asked, and what it answers; the last answer again and again. */
function service(answer: (asked: Asked, index: number) => Answer, headers: Record<string, string> = {}) {
  const asked: Asked[] = [];
  const slept: number[] = [];
  const post = async (_read: unknown, body: unknown): Promise<ArmAnswer> => {
    // What resource-graph.ts itself sends.
    asked.push(body as Asked);
    const result = answer(body as Asked, asked.length - 1);
    if (result instanceof Error) throw result;
    return { body: result, bytes: JSON.stringify(result).length, header: (name) => headers[name] };
  };
  const graph = createResourceGraph(
    { post },
    {
      sleep: async (ms) => {
        slept.push(ms);
      },
    },
  );
  return { graph, asked, slept };
}

const rows = (...ids: readonly string[]) => ids.map((id) => ({ id }));
const answered = (data: readonly unknown[], more: Record<string, unknown> = {}) => ({
  totalRecords: data.length,
  count: data.length,
  data,
  resultTruncated: 'false',
  ...more,
});
const refusal = (status: number, code: string) =>
  new AzureRequestError(`${status} ${code}`, { status, code, path: '/' });
const subscriptions = ['s1'];
const query = 'resources | project id | order by id asc';

describe('the pages of a query', () => {
  it('are read one by one, before the next is asked for', async () => {
    const pages = [
      answered(rows('a', 'b'), { totalRecords: 3, $skipToken: 't1' }),
      answered(rows('c'), { totalRecords: 3, $skipToken: null }),
    ];
    const events: string[] = [];
    const { graph } = service((_, index) => {
      events.push(`asked ${index}`);
      return pages[index] ?? {};
    });
    const read = await graph.queryAs(query, subscriptions, (row) => {
      events.push(`read ${row['id']}`);
      return String(row['id']).toUpperCase();
    });

    expect(read).toEqual(['A', 'B', 'C']);
    expect(events).toEqual(['asked 0', 'read a', 'read b', 'asked 1', 'read c']);
  });

  it('are followed by their skip tokens and asked for in thousands', async () => {
    const pages = [
      answered(rows('a', 'b'), { totalRecords: 3, $skipToken: 't1' }),
      answered([], { totalRecords: 3, $skipToken: 't2' }),
      answered(rows('c'), { totalRecords: 3, $skipToken: null }),
    ];
    const { graph, asked } = service((_, index) => pages[index] ?? {});

    expect(await graph.query(query, subscriptions)).toEqual(rows('a', 'b', 'c'));
    expect(asked.map(({ options }) => [options.$top, options.$skipToken])).toEqual([
      [1000, undefined],
      [1000, 't1'],
      [1000, 't2'],
    ]);
    expect(asked[0]).toMatchObject({ query, subscriptions, options: { resultFormat: 'objectArray' } });
  });

  it.each(['true', 'True', true])('are no answer when the result was cut (%j)', async (resultTruncated) => {
    const { graph } = service(() => answered(rows('a'), { resultTruncated }));

    await expect(graph.query(query, subscriptions)).rejects.toThrow(AzureAnswerError);
  });

  it('are no answer when the same token comes again', async () => {
    const { graph, asked } = service(() => answered(rows('a'), { $skipToken: 't1' }));

    await expect(graph.query(query, subscriptions)).rejects.toThrow(/same page/);
    expect(asked).toHaveLength(2);
  });

  it('are no answer when rows are missing', async () => {
    const { graph } = service(() => answered(rows('a', 'b'), { totalRecords: 3 }));

    await expect(graph.query(query, subscriptions)).rejects.toThrow('promised 3 rows and sent 2');
  });

  it('hold a row once that came twice, in another case', async () => {
    const pages = [
      answered(rows('/a', '/b'), { totalRecords: 3, $skipToken: 't1' }),
      answered(rows('/B', '/c'), { totalRecords: 3 }),
    ];
    const { graph } = service((_, index) => pages[index] ?? {});

    const ids = (await graph.query(query, subscriptions)).map((row) => String(row['id']).toLowerCase());

    expect(ids).toEqual(['/a', '/b', '/c']);
  });

  it.each([
    ['no data', { totalRecords: 0 }],
    ['a table', { totalRecords: 1, data: { columns: [], rows: [] } }],
    ['rows without ids', answered([{ name: 'a' }, { name: 'b' }])],
  ])('are no answer with %s', async (_, body) => {
    const { graph } = service(() => body);

    await expect(graph.query(query, subscriptions)).rejects.toThrow(AzureAnswerError);
  });
});

describe('a query that the service refuses', () => {
  it('starts over when its skip token expired', async () => {
    const first = answered(rows('a'), { totalRecords: 2, $skipToken: 't1' });
    const script = [first, refusal(400, 'InvalidSkipToken'), first, answered(rows('b'), { totalRecords: 2 })];
    const { graph, asked } = service((_, index) => script[index] ?? {});

    expect(await graph.query(query, subscriptions)).toEqual(rows('a', 'b'));
    expect(asked.map(({ options }) => options.$skipToken)).toEqual([undefined, 't1', undefined, 't1']);
  });

  it('is given up when its skip tokens expire again and again', async () => {
    const { graph, asked } = service(({ options }) =>
      options.$skipToken === undefined
        ? answered(rows('a'), { totalRecords: 2, $skipToken: 't1' })
        : refusal(400, 'InvalidSkipToken'),
    );

    await expect(graph.query(query, subscriptions)).rejects.toThrow(AzureRequestError);
    expect(asked).toHaveLength(6);
  });

  it('is asked in smaller pages when the answer is too large', async () => {
    const { graph, asked } = service(({ options }) =>
      options.$top > 100 ? refusal(400, 'ResponsePayloadTooLarge') : answered(rows('a')),
    );

    expect(await graph.query(query, subscriptions)).toEqual(rows('a'));
    expect(asked.map(({ options }) => options.$top)).toEqual([1000, 250, 62]);
  });

  it('is given up when not even ten rows fit', async () => {
    const { graph, asked } = service(() => refusal(400, 'ResponsePayloadTooLarge'));

    await expect(graph.query(query, subscriptions)).rejects.toThrow(/TooLarge/);
    expect(asked.at(-1)?.options.$top).toBe(10);
  });

  it('is empty when none of its subscriptions is readable', async () => {
    const { graph } = service(() => refusal(400, 'NoValidSubscriptionsInQueryRequest'));

    expect(await graph.query(query, subscriptions)).toEqual([]);
  });

  it('fails with the reason of any other refusal', async () => {
    const { graph } = service(() => refusal(403, 'AuthorizationFailed'));

    await expect(graph.query(query, subscriptions)).rejects.toMatchObject({ status: 403, code: 'AuthorizationFailed' });
  });
});

describe('many subscriptions', () => {
  it('are asked about in batches of 1000', async () => {
    const ids = Array.from({ length: 2100 }, (_, index) => `s${index}`);
    const { graph, asked } = service(({ subscriptions: batch }) => answered(rows(`${batch[0]}`)));

    expect(await graph.query(query, ids)).toEqual(rows('s0', 's1000', 's2000'));
    expect(asked.map((each) => each.subscriptions.length)).toEqual([1000, 1000, 100]);
    expect(asked.flatMap((each) => each.subscriptions)).toEqual(ids);
  });

  it('and none at all asks nothing', async () => {
    const { graph, asked } = service(() => answered([]));

    expect(await graph.query(query, [])).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('of which one batch is unreadable give the rows of the others', async () => {
    const ids = Array.from({ length: 1001 }, (_, index) => `s${index}`);
    const { graph } = service(({ subscriptions: batch }) =>
      batch.includes('s1000') ? refusal(400, 'NoValidSubscriptionsInQueryRequest') : answered(rows('a')),
    );

    expect(await graph.query(query, ids)).toEqual(rows('a'));
  });
});

describe('the quota', () => {
  const spent = (resetsAfter: string) => ({
    'x-ms-user-quota-remaining': '0',
    'x-ms-user-quota-resets-after': resetsAfter,
  });

  it('is waited for before the next request when it is spent, whichever query asks', async () => {
    const { graph, slept } = service(() => answered(rows('a')), spent('00:00:04'));

    await graph.query(query, subscriptions);
    await graph.query('another', subscriptions);

    expect(slept).toEqual([4_000, 4_000]);
  });

  it('holds back the request until the wait is over', async () => {
    const waits: (() => void)[] = [];
    const asked: string[] = [];
    const graph = createResourceGraph(
      {
        post: async (_, body) => {
          asked.push((body as Asked).query);
          return {
            body: answered(rows('a')),
            bytes: 0,
            header: (name) => spent('00:00:01')[name as keyof ReturnType<typeof spent>],
          };
        },
      },
      { sleep: () => new Promise<void>((resolve) => waits.push(resolve)) },
    );
    await graph.query('first', subscriptions);
    const second = graph.query('second', subscriptions);
    await new Promise(setImmediate);
    expect(asked).toEqual(['first']);

    waits[0]?.();
    await second;

    expect(asked).toEqual(['first', 'second']);
  });

  it.each([
    ['is left', { 'x-ms-user-quota-remaining': '3', 'x-ms-user-quota-resets-after': '00:00:04' }],
    ['ends at no known time', { 'x-ms-user-quota-remaining': '0', 'x-ms-user-quota-resets-after': 'soon' }],
    ['is not told', {}],
  ])('that %s is not waited for', async (_, headers) => {
    const { graph, slept } = service(() => answered(rows('a')), headers);

    await graph.query(query, subscriptions);

    expect(slept).toEqual([]);
  });

  it('that is spent by others is waited for, and the query asked again', async () => {
    const { graph, asked, slept } = service((_, index) =>
      index < 3 ? refusal(429, 'RateLimiting') : answered(rows('a')),
    );

    expect(await graph.query(query, subscriptions)).toEqual(rows('a'));
    expect(asked).toHaveLength(4);
    expect(slept).toEqual([5000, 5000, 5000]);
  });

  it('that never comes back ends in the refusal', async () => {
    const { graph } = service(() => refusal(429, 'RateLimiting'));

    await expect(graph.query(query, subscriptions)).rejects.toMatchObject({ status: 429 });
  });

  it('is asked for in turns where other processes share it', async () => {
    const order: string[] = [];
    const graph = createResourceGraph(
      {
        post: async () => {
          order.push('query');
          return { body: answered(rows('a')), bytes: 0, header: () => undefined };
        },
      },
      { turn: async () => void order.push('turn') },
    );

    await graph.query(query, subscriptions);
    await graph.query(query, subscriptions);

    expect(order).toEqual(['turn', 'query', 'turn', 'query']);
  });

  it('is waited for ten seconds at most', async () => {
    const { graph, slept } = service(() => answered(rows('a')), spent('01:00:00'));

    await graph.query(query, subscriptions);

    expect(slept).toEqual([10_000]);
  });
});
