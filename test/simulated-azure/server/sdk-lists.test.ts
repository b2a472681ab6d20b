import { ComputeManagementClient } from '@azure/arm-compute';
import { ContainerServiceClient } from '@azure/arm-containerservice';
import { NetworkManagementClient } from '@azure/arm-network';
import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import { describe, expect, it } from 'vitest';
import { all, clientOptions, credentialFor, useSimulatedAzure } from './simulation.ts';
import { clusterId, ids } from './small-estate.ts';

const azure = useSimulatedAzure();
const group = 'MC_rg-a_a1_westeurope';

function clients() {
  const credential = credentialFor(azure());
  const options = clientOptions(azure());
  return {
    subscriptions: new SubscriptionClient(credential, options),
    containerService: new ContainerServiceClient(credential, ids.production, options),
    network: new NetworkManagementClient(credential, ids.production, options),
    compute: new ComputeManagementClient(credential, ids.production, options),
  };
}

describe('the lists that the real SDK clients read', () => {
  it('brings the subscriptions in which the caller has any grant', async () => {
    const found = await all(clients().subscriptions.subscriptions.list());

    expect(found.map((each) => each.displayName)).toEqual(['Production', 'Development', 'Refused']);
    expect(found[0]).toMatchObject({ subscriptionId: ids.production, tenantId: ids.tenant, state: 'Enabled' });
  });

  it('brings every cluster of a subscription, page by page', async () => {
    const pages = await all(clients().containerService.managedClusters.list().byPage());

    expect(pages.map((page) => page.length)).toEqual([5, 5, 2]);
    expect(pages.flat()[0]).toMatchObject({ name: 'a1', networkProfile: { networkPlugin: 'kubenet' } });
  });

  it('reads one cluster, whatever the case of its id', async () => {
    const found = await clients().containerService.managedClusters.get('rg-A', 'A1');

    expect(found.id).toBe(clusterId(1));
  });

  it('brings agent pools and maintenance configurations of a cluster', async () => {
    const { containerService } = clients();

    expect((await all(containerService.agentPools.list('rg-a', 'a1'))).map((each) => [each.name, each.count])).toEqual([
      ['pool', 3],
    ]);
    expect(await all(containerService.maintenanceConfigurations.listByManagedCluster('rg-a', 'a1'))).toHaveLength(1);
  });

  it('brings what Microsoft.Network lists at subscription and at resource group', async () => {
    const { network } = clients();
    const names = async (pager: AsyncIterable<{ name?: string }>) => (await all(pager)).map((each) => each.name);

    expect(await names(network.routeTables.listAll())).toEqual(['aks-routetable']);
    expect(await names(network.routeTables.list(group))).toEqual(['aks-routetable']);
    expect(await names(network.virtualNetworks.listAll())).toEqual(['aks-vnet']);
    expect(await names(network.networkSecurityGroups.listAll())).toEqual(['aks-nsg']);
    expect(await names(network.networkInterfaces.listAll())).toEqual(['jumpbox-nic']);
    expect(await names(network.applicationGateways.listAll())).toEqual(['gateway']);
    expect(await names(network.localNetworkGateways.list(group))).toEqual(['office']);
  });

  it('brings subnets and their usages from inside a virtual network', async () => {
    const { network } = clients();

    expect((await all(network.subnets.list(group, 'aks-vnet'))).map((each) => each.name)).toEqual(['aks-subnet']);
    expect((await network.subnets.get(group, 'aks-vnet', 'aks-subnet')).routeTable?.id).toContain('aks-routetable');
    expect(await all(network.virtualNetworks.listUsage(group, 'aks-vnet'))).toMatchObject([
      { currentValue: 5, limit: 65_531 },
    ]);
  });

  it('brings every network interface of a scale set and of one instance', async () => {
    const { network } = clients();
    const pool = network.networkInterfaces.listVirtualMachineScaleSetNetworkInterfaces(group, 'aks-pool-vmss');
    const one = network.networkInterfaces.listVirtualMachineScaleSetVMNetworkInterfaces(group, 'aks-pool-vmss', '7');

    expect((await all(pool.byPage())).map((page) => page.length)).toEqual([20, 5]);
    expect((await all(one)).map((each) => each.id)).toEqual([expect.stringContaining('/virtualMachines/7/')]);
  });

  it('leaves the instance view out unless it is asked for', async () => {
    const { compute } = clients();
    const plain = await all(compute.virtualMachineScaleSetVMs.list(group, 'aks-pool-vmss'));
    const expanded = await all(
      compute.virtualMachineScaleSetVMs.list(group, 'aks-pool-vmss', { expand: 'instanceView' }),
    );

    expect(plain).toHaveLength(25);
    expect(plain.every((each) => each.instanceView === undefined)).toBe(true);
    expect(expanded.every((each) => each.instanceView?.statuses?.[1]?.code === 'PowerState/running')).toBe(true);
  });

  it('brings scale sets, virtual machines and the usages of a location', async () => {
    const { compute } = clients();

    expect(await all(compute.virtualMachineScaleSets.listAll())).toHaveLength(1);
    expect(await all(compute.virtualMachineScaleSets.list(group))).toHaveLength(1);
    expect(await all(compute.virtualMachines.list(group))).toHaveLength(1);
    expect(await all(compute.usage.list('WestEurope'))).toMatchObject([{ name: { value: 'cores' }, limit: 350 }]);
  });
});
