import { describe, expect, it } from 'vitest';
import type { ArmClient } from '../../src/arm/arm-client.ts';
import { armReads } from '../../src/arm/arm-reads.ts';
import { AzureRequestError } from '../../src/arm/errors.ts';
import { listOrNone } from '../../src/gather/arm/list-or-none.ts';

const parent = '/subscriptions/00000000-0000-0000-0000-000000000001';

function refusing(status: number, code: string): ArmClient {
  const refuse = () => Promise.reject(new AzureRequestError(`${status} ${code}`, { status, code, path: parent }));
  return { get: refuse, list: refuse, post: refuse };
}

describe('a list of a type that a cloud or subscription may not have', () => {
  it.each([
    [404, 'InvalidResourceType'],
    [404, 'InvalidResourceNamespace'],
    [400, 'NoRegisteredProviderFound'],
    [409, 'MissingSubscriptionRegistration'],
  ])('is empty when Azure answers %i %s', async (status, code) => {
    expect(await listOrNone(refusing(status, code), armReads.networkManagers, parent)).toEqual([]);
  });

  it.each([
    [404, 'SubscriptionNotFound'],
    [404, 'NotFound'],
    [404, 'HttpError'],
    [403, 'AuthorizationFailed'],
    [409, 'Conflict'],
    [500, 'InternalServerError'],
  ])('is an error when Azure answers %i %s', async (status, code) => {
    await expect(listOrNone(refusing(status, code), armReads.networkManagers, parent)).rejects.toThrow(code);
  });

  it('is an error for a type every subscription has', async () => {
    await expect(listOrNone(refusing(404, 'InvalidResourceType'), armReads.routeTables, parent)).rejects.toThrow(
      'InvalidResourceType',
    );
  });
});
