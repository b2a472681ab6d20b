import { assessed, fail, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { swallowedRouteError } from '../sources.ts';

export default defineCheck({
  code: 'RT-012',
  category: 'routeTable',
  title: 'Nobody else writes routes into the table',
  failureTitle: 'Azure Virtual Network Manager writes routes into the table too',
  severities: ['medium'],
  condition:
    "Fails for every routing configuration of Azure Virtual Network Manager that targets the cluster's virtual network or a node subnet. Other writers (templates, policies, the portal) leave traces only in the activity log, which is not read.",
  why: "AKS writes the whole table at once. A second writer makes its writes fail with HTTP 412, or overwrites them with a copy that lacks the newest nodes' routes.",
  fix: {
    text: 'Take the node subnets out of the network group that the routing configuration applies to, and deploy it again. In Terraform, ignore changes of the routes of the table. Nothing restarts. The command needs the virtual-network-manager extension of the Azure CLI.',
    commands: ['az network manager routing-config show --ids {routingConfigurationId}'],
  },
  sources: [
    {
      title: 'User-defined routes in Azure Virtual Network Manager',
      url: 'https://learn.microsoft.com/azure/virtual-network-manager/concept-user-defined-route',
      sure: 'documented',
    },
    swallowedRouteError,
    { title: 'Routes wiped by a second writer', url: 'https://github.com/Azure/AKS/issues/400', sure: 'reported' },
  ],
  needs: ['managedCluster', 'routingConfigurations'],
  failsWithout: ['routingConfigurations'],

  evaluate({ managedCluster, routingConfigurations }) {
    if (routingConfigurations.length === 0) {
      return assessed([pass(managedCluster.id, 'No routing configuration targets the network of the cluster.')]);
    }
    return assessed(
      routingConfigurations.map(({ id, name, targetIds }) =>
        fail(id, `Routing configuration ${name} of Azure Virtual Network Manager targets the network of the cluster.`, {
          evidence: { targets: targetIds },
          parameters: { routingConfigurationId: id },
        }),
      ),
    );
  },
});
