import { describe, expect, it } from 'vitest';
import { activeChannels, upgradesByItself } from '../../src/network/auto-upgrade.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';

const withChannels = (autoUpgradeProfile: { upgradeChannel?: string; nodeOSUpgradeChannel?: string } | undefined) =>
  aManagedCluster({ autoUpgradeProfile });

describe('activeChannels', () => {
  it('names each channel with the maintenance configuration that times it', () => {
    const cluster = withChannels({ upgradeChannel: 'patch', nodeOSUpgradeChannel: 'NodeImage' });
    expect(activeChannels(cluster)).toEqual([
      { property: 'upgradeChannel', value: 'patch', maintenanceConfiguration: 'aksManagedAutoUpgradeSchedule' },
      {
        property: 'nodeOSUpgradeChannel',
        value: 'NodeImage',
        maintenanceConfiguration: 'aksManagedNodeOSUpgradeSchedule',
      },
    ]);
    expect(upgradesByItself(cluster)).toBe(true);
  });

  it.each([
    [{ nodeOSUpgradeChannel: 'SecurityPatch' }, ['nodeOSUpgradeChannel']],
    [{ nodeOSUpgradeChannel: 'securitypatch' }, ['nodeOSUpgradeChannel']],
    [{ upgradeChannel: 'rapid', nodeOSUpgradeChannel: 'Unmanaged' }, ['upgradeChannel']],
    [{ upgradeChannel: 'None', nodeOSUpgradeChannel: 'None' }, []],
    [{}, []],
    [undefined, []],
  ])('of %j are %j', (profile, properties) => {
    expect(activeChannels(withChannels(profile)).map(({ property }) => property)).toEqual(properties);
    expect(upgradesByItself(withChannels(profile))).toBe(properties.length > 0);
  });
});
