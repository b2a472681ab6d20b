import { describe, expect, it } from 'vitest';
import { describeSettings, readSettings } from '../../src/config/settings.ts';

const storage = { AzureWebJobsStorage: 'UseDevelopmentStorage=true' };

describe('settings', () => {
  it('have a default each, but for storage', () => {
    const settings = readSettings(storage);
    expect(settings.schedule).toBe('0 0 6 * * *');
    expect(settings.audit).toMatchObject({ source: 'auto', routeLimit: 400, cloud: 'public' });
    expect(settings.scope).toEqual({ managementGroups: [], subscriptionIds: [], clusters: [], tags: {} });
    expect(settings.storage).toEqual({
      connection: 'AzureWebJobsStorage',
      connectionString: 'UseDevelopmentStorage=true',
    });
  });

  it('read lists and tags', () => {
    const { scope } = readSettings({
      ...storage,
      KUBENET_AUDIT_MANAGEMENT_GROUP: 'platform, mg-(eu).1',
      KUBENET_AUDIT_SUBSCRIPTION: '0B1F6471-1BF0-4DDA-AEC3-111122223333',
      KUBENET_AUDIT_TAG: 'team=net,query=a=b',
    });
    expect(scope.managementGroups).toEqual(['platform', 'mg-(eu).1']);
    expect(scope.subscriptionIds).toEqual(['0b1f6471-1bf0-4dda-aec3-111122223333']);
    expect(scope.tags).toEqual({ team: 'net', query: 'a=b' });
  });

  it('treat an empty value as absent', () => {
    expect(readSettings({ ...storage, KUBENET_AUDIT_ROUTE_LIMIT: ' ' }).audit.routeLimit).toBe(400);
  });

  it.each([
    ['KUBENET_AUDIT_ROUTE_LIMIT', '0', 'a whole number from 1 to 1000'],
    ['KUBENET_AUDIT_ROUTE_LIMIT', 'many', 'a whole number'],
    ['KUBENET_AUDIT_SOURCE', 'grpah', 'auto, graph or arm'],
    ['KUBENET_AUDIT_SUBSCRIPTION', 'production', 'subscription ids'],
    ['KUBENET_AUDIT_TAG', 'team', 'name=value'],
    ['KUBENET_AUDIT_SCHEDULE', '0 0 6 ? * *', 'six fields'],
    ['KUBENET_AUDIT_SCHEDULE', '0 0 26 * * *', 'six fields'],
    ['KUBENET_AUDIT_ARM_ENDPOINT', 'http://management.example', 'https://'],
  ])('refuse %s=%s in one line that names it', (name, value, expected) => {
    expect(() => readSettings({ ...storage, [name]: value })).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(new RegExp(`^Setting ${name} is not valid: .*${expected}.*$`)),
      }),
    );
  });

  it('refuse a name that is not known', () => {
    expect(() => readSettings({ ...storage, KUBENET_AUDIT_SUBSCRIPTOIN: 'x' })).toThrow(
      'Setting KUBENET_AUDIT_SUBSCRIPTOIN is not known',
    );
  });

  it('never show the value of a setting in an error', () => {
    expect(() => readSettings({ ...storage, KUBENET_AUDIT_MAX_RPS: 'secret-value' })).not.toThrow('secret-value');
  });

  it('are each described with form and meaning', () => {
    for (const { name, form, meaning } of describeSettings()) expect([name, form, meaning]).not.toContain('');
  });
});

describe('storage settings', () => {
  it('prefer the connection of our own', () => {
    const settings = readSettings({ ...storage, KUBENET_AUDIT_STORAGE__accountName: 'staudit' });
    expect(settings.storage).toMatchObject({
      connection: 'KUBENET_AUDIT_STORAGE',
      tableEndpoint: 'https://staudit.table.core.windows.net',
      queueEndpoint: 'https://staudit.queue.core.windows.net',
    });
  });

  it('use the storage names of the cloud', () => {
    const settings = readSettings({ AzureWebJobsStorage__accountName: 'staudit', KUBENET_AUDIT_CLOUD: 'usgov' });
    expect(settings.storage).toMatchObject({ tableEndpoint: 'https://staudit.table.core.usgovcloudapi.net' });
  });

  it('read a user-assigned identity', () => {
    const settings = readSettings({
      AzureWebJobsStorage__tableServiceUri: 'https://t.example',
      AzureWebJobsStorage__queueServiceUri: 'https://q.example',
      AzureWebJobsStorage__credential: 'managedidentity',
      AzureWebJobsStorage__clientId: 'id',
    });
    expect(settings.storage).toMatchObject({
      tableEndpoint: 'https://t.example',
      clientId: 'id',
      isManagedIdentity: true,
    });
  });

  it('say what is missing', () => {
    expect(() => readSettings({})).toThrow('Setting AzureWebJobsStorage is missing');
  });
});
