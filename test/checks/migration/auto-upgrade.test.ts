import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/auto-upgrade.ts';
import type { MaintenanceConfiguration } from '../../../src/model/azure/maintenance-configuration.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { ask, failing, plainCommands } from '../ask.ts';

const sundays: MaintenanceConfiguration = {
  id: '',
  name: 'aksManagedAutoUpgradeSchedule',
  maintenanceWindow: {
    schedule: { weekly: { intervalWeeks: 1, dayOfWeek: 'Sunday' } },
    durationHours: 6,
    startTime: '02:00',
    utcOffset: '+01:00',
  },
};

function withChannels(upgradeChannel?: string, nodeOSUpgradeChannel?: string) {
  return { managedCluster: aManagedCluster({ autoUpgradeProfile: { upgradeChannel, nodeOSUpgradeChannel } }) };
}

describe('MIG-019', () => {
  it.each([
    [undefined, undefined],
    ['none', 'None'],
    ['None', undefined],
    [undefined, 'Unmanaged'],
  ])('passes upgradeChannel %s with nodeOSUpgradeChannel %s', (upgradeChannel, nodeOSUpgradeChannel) => {
    expect(ask(check, withChannels(upgradeChannel, nodeOSUpgradeChannel)).status).toBe('pass');
  });

  it('passes without a profile', () => {
    expect(ask(check).status).toBe('pass');
  });

  it.each(['rapid', 'stable', 'patch', 'node-image'])('fails upgradeChannel %s, at any time', (upgradeChannel) => {
    const outcome = ask(check, withChannels(upgradeChannel));
    expect(outcome).toMatchObject({ status: 'fail', severity: 'medium' });
    expect(failing(outcome)).toMatchObject([{ confidence: 'measured', evidence: { maintenanceWindow: null } }]);
    expect(outcome.reason).toContain('at any time');
    expect(plainCommands(outcome)).toEqual([
      'az aks update --subscription 00000000-0000-0000-0000-000000000001 --resource-group rg-shop --name aks-shop --auto-upgrade-channel none --node-os-upgrade-channel None',
    ]);
  });

  it.each(['NodeImage', 'SecurityPatch', 'nodeimage'])('fails nodeOSUpgradeChannel %s', (channel) => {
    const outcome = ask(check, withChannels('none', channel));
    expect(outcome.status).toBe('fail');
    expect(plainCommands(outcome)).toEqual([
      'az aks update --subscription 00000000-0000-0000-0000-000000000001 --resource-group rg-shop --name aks-shop --auto-upgrade-channel none --node-os-upgrade-channel None',
    ]);
  });

  it('keeps the channel that starts nothing as it is', () => {
    const [command] = ask(check, withChannels('patch', 'Unmanaged')).fix.commands;
    expect(command).toContain('--auto-upgrade-channel none --node-os-upgrade-channel Unmanaged');
  });

  it('suspects a collision inside the window of the channel, and names the window', () => {
    const outcome = ask(check, { ...withChannels('patch', 'NodeImage'), maintenanceConfigurations: [sundays] });
    expect(failing(outcome).map(({ confidence }) => confidence)).toEqual(['suspected', 'measured']);
    expect(failing(outcome)[0]?.message).toContain('every week on Sunday, from 02:00 (UTC+01:00) for 6 hours');
  });

  it("takes no other window for the channel's", () => {
    const other = { ...sundays, name: 'default' };
    const outcome = ask(check, { ...withChannels('patch'), maintenanceConfigurations: [other] });
    expect(failing(outcome)).toMatchObject([{ confidence: 'measured' }]);
  });

  it('is unknown where the windows could not be read', () => {
    expect(ask(check, { maintenanceConfigurations: notKnown('403') })).toMatchObject({
      status: 'unknown',
      reason: '403',
    });
  });

  it('suspects a collision at a time that was not read', () => {
    const facts = { ...withChannels('patch', 'NodeImage'), maintenanceConfigurations: notKnown('403') };

    const outcome = ask(check, facts);
    expect(outcome.reason).not.toContain('at any time');
    expect(outcome.reason).toContain('at a time that was not read');
    expect(failing(outcome).map(({ confidence }) => confidence)).toEqual(['suspected', 'suspected']);
  });

  it('finds the window of a channel by its name in any letter case', () => {
    const window = { ...sundays, name: sundays.name.toUpperCase() };
    const outcome = ask(check, { ...withChannels('patch'), maintenanceConfigurations: [window] });

    expect(failing(outcome)).toMatchObject([{ confidence: 'suspected' }]);
  });
});
