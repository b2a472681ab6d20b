import type { MaintenanceConfiguration } from '../../model/azure/maintenance-configuration.ts';
import type { ManagedCluster } from '../../model/azure/managed-cluster.ts';
import { type Fact, valueIfKnown } from '../../model/fact.ts';
import { type ActiveChannel, activeChannels } from '../../network/auto-upgrade.ts';
import { maintenanceWindowText } from '../../network/maintenance-window.ts';
import { assessed, fail, type Judgement, pass } from '../assessment.ts';
import { azuresDefault } from '../azures-default.ts';
import { defineCheck } from '../define-check.ts';

export default defineCheck({
  code: 'MIG-019',
  category: 'migration',
  title: 'AKS starts no upgrade by itself',
  failureTitle: 'AKS may start an upgrade of its own while the cluster migrates',
  severities: ['medium'],
  condition:
    'Fails for an upgradeChannel other than none (absent means none), and for a nodeOSUpgradeChannel of NodeImage or SecurityPatch. Without a maintenance window for the channel it may start at any time; with one, only a migration inside that window collides, and the finding, suspected, names it: when the migration is planned is not known here.',
  why: 'An upgrade reimages nodes as the migration does. Whichever comes second is refused, or finds pools half-way.',
  fix: {
    text: 'Switch the channel off for the migration window and on again afterwards, or keep the migration out of the maintenance window. The setting restarts nothing.',
    commands: [
      'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --auto-upgrade-channel {upgradeChannel} --node-os-upgrade-channel {nodeOSUpgradeChannel}',
    ],
  },
  sources: [
    {
      title: 'Planned maintenance windows',
      url: 'https://learn.microsoft.com/azure/aks/planned-maintenance',
      sure: 'documented',
    },
  ],
  needs: ['managedCluster', 'maintenanceConfigurations'],
  failsWithout: ['maintenanceConfigurations'],

  evaluate({ managedCluster }, _context, { maintenanceConfigurations }) {
    const channels = activeChannels(managedCluster);
    if (channels.length === 0) {
      const isStated = isAutoUpgradeStated(managedCluster);
      const message = isStated
        ? 'Neither Kubernetes nor node images are upgraded by AKS itself.'
        : `A channel by which AKS upgrades by itself is ${azuresDefault}, which is none.`;
      return assessed([pass(managedCluster.id, message)]);
    }
    const parameters = switchedOff(managedCluster, channels);
    return assessed(
      channels.map((channel) => judge(managedCluster.id, channel, maintenanceConfigurations, parameters)),
    );
  },
});

function isAutoUpgradeStated({ autoUpgradeProfile }: ManagedCluster): boolean {
  return autoUpgradeProfile?.upgradeChannel !== undefined && autoUpgradeProfile.nodeOSUpgradeChannel !== undefined;
}

/** The command takes both channels: one that starts nothing keeps its value. */
function switchedOff({ autoUpgradeProfile }: ManagedCluster, active: readonly ActiveChannel[]): Record<string, string> {
  const isActive = (wanted: ActiveChannel['property']) => active.some(({ property }) => property === wanted);
  const { upgradeChannel = 'none', nodeOSUpgradeChannel = 'None' } = autoUpgradeProfile ?? {};
  return {
    upgradeChannel: isActive('upgradeChannel') ? 'none' : upgradeChannel,
    nodeOSUpgradeChannel: isActive('nodeOSUpgradeChannel') ? 'None' : nodeOSUpgradeChannel,
  };
}

function judge(
  id: string,
  channel: ActiveChannel,
  configurations: Fact<readonly MaintenanceConfiguration[]>,
  parameters: Readonly<Record<string, string>>,
): Judgement {
  const { property, value, maintenanceConfiguration } = channel;
  const found = valueIfKnown(configurations)?.find(
    ({ name }) => name.toLowerCase() === maintenanceConfiguration.toLowerCase(),
  );
  const window = found?.maintenanceWindow === undefined ? undefined : maintenanceWindowText(found.maintenanceWindow);
  const when = window ?? (configurations.known ? 'at any time' : 'at a time that was not read');
  return fail(id, `With ${property} ${value} AKS may upgrade the cluster by itself ${when}.`, {
    ...(window === undefined && configurations.known ? {} : { confidence: 'suspected' as const }),
    evidence: { [property]: value, maintenanceWindow: window ?? null },
    parameters,
  });
}
