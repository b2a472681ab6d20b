import { describe, expect, it } from 'vitest';
import { optionName, settingNameOf } from '../../src/config/option-names.ts';
import { scanSettingList } from '../../src/config/scan-setting-list.ts';
import { readScanSettings } from '../../src/config/scan-settings.ts';
import { readSettings } from '../../src/config/settings.ts';

describe('scan settings', () => {
  it('have a default each', () => {
    expect(readScanSettings({}, {})).toMatchObject({
      audit: { source: 'auto', routeLimit: 400, cloud: 'public' },
      scope: { managementGroups: [], subscriptionIds: [], clusters: [], tags: {} },
      output: '-',
      requireComplete: false,
    });
  });

  it('come from an option before the environment', () => {
    const environment = { KUBENET_AUDIT_SOURCE: 'arm', KUBENET_AUDIT_ROUTE_LIMIT: '1000' };
    const { audit } = readScanSettings(environment, { KUBENET_AUDIT_SOURCE: 'graph' });
    expect(audit).toMatchObject({ source: 'graph', routeLimit: 1000 });
  });

  it("take an option's list whole, and the environment's with commas", () => {
    expect(readScanSettings({ KUBENET_AUDIT_TAG: 'a=1,b=2' }, {}).scope.tags).toEqual({ a: '1', b: '2' });
    expect(readScanSettings({}, { KUBENET_AUDIT_TAG: ['a=1,2', 'b=3'] }).scope.tags).toEqual({ a: '1,2', b: '3' });
    expect(readScanSettings({}, { KUBENET_AUDIT_CLUSTER: ['a,b', 'c'] }).scope.clusters).toEqual(['a', 'b', 'c']);
  });

  it("leave the app's own settings alone, as the app leaves these", () => {
    expect(() => readScanSettings({ KUBENET_AUDIT_KEEP_RUNS: 'x', KUBENET_AUDIT_STORAGE: 'y' }, {})).not.toThrow();
    const storage = { AzureWebJobsStorage: 'UseDevelopmentStorage=true' };
    expect(() => readSettings({ ...storage, KUBENET_AUDIT_FORMAT: 'html' })).not.toThrow();
  });

  it('take the authority that the Azure SDKs take, unless told otherwise', () => {
    const environment = { AZURE_AUTHORITY_HOST: 'https://login.example/' };
    expect(readScanSettings(environment, {}).audit.authorityHost).toBe('https://login.example');
    const own = { KUBENET_AUDIT_AUTHORITY_HOST: 'https://own.example' };
    expect(readScanSettings(environment, own).audit.authorityHost).toBe('https://own.example');
    expect(() => readScanSettings({ AZURE_AUTHORITY_HOST: 'login.example' }, {})).toThrow('AZURE_AUTHORITY_HOST');
  });

  it('name the option, or the variable, that is wrong', () => {
    expect(() => readScanSettings({}, { KUBENET_AUDIT_MAX_RPS: '0' })).toThrow('Setting --max-rps is not valid');
    expect(() => readScanSettings({ KUBENET_AUDIT_MAX_RPS: '0' }, {})).toThrow('Setting KUBENET_AUDIT_MAX_RPS is');
    expect(() => readScanSettings({}, { KUBENET_AUDIT_SUBSCRIPTION: [' '] })).toThrow('--subscription is empty');
  });

  it('have option names that lead back to them', () => {
    for (const name of Object.keys(scanSettingList.shape)) {
      const camelCase = optionName(name)
        .slice(2)
        .replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
      expect(settingNameOf(camelCase)).toBe(name);
    }
  });
});
