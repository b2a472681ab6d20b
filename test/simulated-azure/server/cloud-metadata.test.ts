import { describe, expect, it } from 'vitest';
import { rawRequest } from './raw-request.ts';
import { useSimulatedAzure } from './simulation.ts';

const azure = useSimulatedAzure();
const metadata = (query: string) => rawRequest(azure(), `${azure().armEndpoint}/metadata/endpoints${query}`);

describe('the endpoints of the cloud', () => {
  it('are told to anybody, as az cloud register asks for them', async () => {
    const answer = await metadata('?api-version=2022-09-01');

    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      resourceManager: azure().armEndpoint,
      authentication: {
        loginEndpoint: azure().authorityHost,
        audiences: expect.arrayContaining(['https://management.azure.com/']),
      },
    });
  });

  it('are a list of clouds in versions before 2022-09-01', async () => {
    expect((await metadata('?api-version=2019-05-01')).json()).toMatchObject([
      { resourceManager: azure().armEndpoint },
    ]);
  });

  it('need an api-version', async () => {
    expect((await metadata('')).json().error?.code).toBe('MissingApiVersionParameter');
  });
});
