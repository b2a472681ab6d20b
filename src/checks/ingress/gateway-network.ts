import { parentResourceId, resourceNameOf, sameResource } from '../../model/resource-id.ts';
import { assessEach, cannotTell } from '../assess-each.ts';
import { fail, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { ingressController } from '../sources.ts';
import { whyNoGateway } from '../why-no-gateway.ts';

export default defineCheck({
  code: 'ING-004',
  category: 'ingress',
  title: "The application gateway stands in the nodes' virtual network",
  failureTitle: 'The application gateway stands in another virtual network than the nodes',
  severities: ['high'],
  condition:
    'Fails when the gateway of the ingress controller add-on is in a virtual network that holds no nodes of the cluster. Does not apply without the add-on; gateways of a controller installed by hand are not seen.',
  why: 'On Overlay, Application Gateway for Containers does not work across peered networks; that the Application Gateway Ingress Controller does is not documented.',
  fix: {
    text: "Move the gateway into a subnet of the nodes' network, of /24 or smaller, before the migration, or prove on a test cluster that it works where it is. Moving it interrupts its traffic.",
    commands: [
      'az network vnet subnet create --subscription {networkSubscription} --resource-group {networkResourceGroup} --vnet-name {virtualNetwork} --name {newSubnet} --address-prefixes {newPrefix}',
    ],
  },
  sources: [
    {
      title: 'Container networking with Application Gateway for Containers',
      url: 'https://learn.microsoft.com/azure/application-gateway/for-containers/container-networking',
      sure: 'documented',
    },
    ingressController,
  ],
  needs: ['managedCluster', 'nodeSubnets', 'applicationGateways'],

  evaluate({ managedCluster, nodeSubnets, applicationGateways }) {
    const absent = whyNoGateway(managedCluster);
    if (absent !== undefined) return absent;
    return assessEach(
      applicationGateways.map(({ id, name, subnetId }) => {
        if (subnetId === undefined) return cannotTell(`Application gateway ${name} names no subnet.`);
        const networkId = parentResourceId(subnetId);
        const isWithNodes = nodeSubnets.some(({ virtualNetworkId }) => sameResource(virtualNetworkId, networkId));
        const details = { evidence: { virtualNetworkId: networkId } };
        const message = `Application gateway ${name} stands in ${resourceNameOf(networkId)}.`;
        return isWithNodes ? pass(id, message, details) : fail(id, message, details);
      }),
    );
  },
});
