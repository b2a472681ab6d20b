import { createHttpHeaders, type PipelineRequest, type PipelineResponse } from '@azure/core-rest-pipeline';
import { TableClient } from '@azure/data-tables';
import { expect, it } from 'vitest';
import { seededRandom } from '../../simulated-azure/faults/seeded-random.ts';
import { createGraphQuota } from '../../simulated-azure/graph/graph-quota.ts';
import { AzureRequestError } from '../../src/arm/errors.ts';
import { createResourceGraph } from '../../src/arm/resource-graph.ts';
import { createGraphTurns } from '../../src/store/graph-turns.ts';
import { virtualTime } from '../virtual-time.ts';

/** One row of Table storage behind the real client: the last write with the right tag wins. */
function oneRow(): TableClient {
  let row: { readonly nextAt: string; readonly writtenAt: string; readonly etag: string } | undefined;
  const sendRequest = async (request: PipelineRequest): Promise<PipelineResponse> => {
    const answer = (status: number, body: object = {}, etag = '') => ({
      request,
      status,
      headers: createHttpHeaders({ 'content-type': 'application/json', etag }),
      bodyAsText: JSON.stringify(body),
    });
    if (request.method === 'GET')
      return row === undefined ? answer(404) : answer(200, { ...row, 'odata.etag': row.etag });
    const isTaken = request.method === 'POST' ? row !== undefined : request.headers.get('if-match') !== row?.etag;
    if (isTaken) return answer(request.method === 'POST' ? 409 : 412);
    const { nextAt, writtenAt } = JSON.parse(String(request.body));
    row = { nextAt, writtenAt, etag: `W/"${nextAt}"` };
    return answer(204, {}, row.etag);
  };
  return new TableClient('https://example.invalid?sv=x&sig=x', 'pace', { httpClient: { sendRequest } });
}

// Eight at once make a queue of eleven minutes.
it.each([4, 8])(
  '240 messages in flight with %i queries each ask Resource Graph at its pace: none changes its source, at most one query in a hundred is refused',
  async (queriesEach) => {
    const [messages, latencyMs] = [240, 60];
    const time = virtualTime();
    const random = seededRandom(240);
    const quota = createGraphQuota(
      () => new Date(time.now()),
      () => 1,
    );
    const [table, asked] = [oneRow(), { all: 0, refused: 0 }];

    async function post() {
      await time.sleep(latencyMs);
      const { isRefused, remaining, resetsAfterSeconds } = quota.use('the identity');
      asked.all += 1;
      if (isRefused) {
        asked.refused += 1;
        throw new AzureRequestError('429 RateLimiting', { status: 429, code: 'RateLimiting', path: '/' });
      }
      const headers: Record<string, string> = {
        'x-ms-user-quota-remaining': String(remaining),
        'x-ms-user-quota-resets-after': `00:00:0${resetsAfterSeconds}`,
      };
      return { body: { totalRecords: 0, data: [] }, bytes: 2, header: (name: string) => headers[name] };
    }

    const workers = Array.from({ length: messages }, () =>
      createResourceGraph(
        { post },
        { sleep: time.sleep, turn: createGraphTurns(table, { now: time.now, sleep: time.sleep, random }) },
      ),
    );
    const all = Promise.all(
      workers.flatMap(({ query }) => Array.from({ length: queriesEach }, () => query('resources', ['a-subscription']))),
    );
    await time.pass(all);

    // A query that was given up would have thrown.
    expect(await all).toHaveLength(messages * queriesEach);
    expect(asked.refused / asked.all).toBeLessThanOrEqual(0.01);
    const leastSeconds = ((messages * queriesEach) / 15) * 5;
    expect(time.now() / 1000 / leastSeconds).toBeLessThanOrEqual(1.25);
  },
);
