import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Azurite, startAzurite } from '../../../functions-host/azurite/start-azurite.ts';
import { judgeNotices } from '../../../src/cli/doctor/notices.ts';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

const judged = (environment: Record<string, string>) => Array.fromAsync(judgeNotices(environment));

describe('what doctor says of notices', () => {
  it('is nothing where the environment names no alerts, or no storage', async () => {
    expect(await judged({ AzureWebJobsStorage: azurite.connectionString })).toEqual([]);
    expect(await judged({ KUBENET_AUDIT_ALERTS: '{}' })).toEqual([]);
  });

  it('is that all went well where none was given up', async () => {
    const environment = { KUBENET_AUDIT_ALERTS: '{}', AzureWebJobsStorage: azurite.connectionString };

    expect(await judged(environment)).toEqual([{ level: 'ok', text: expect.stringContaining('every notice') }]);
  });
});
