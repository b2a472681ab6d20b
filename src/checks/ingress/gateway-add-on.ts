import { hasIngressGateway, ingressGatewayId } from '../../network/ingress-gateway.ts';
import { assessed, fail, pass, unknown } from '../assessment.ts';
import { azuresDefault } from '../azures-default.ts';
import { defineCheck } from '../define-check.ts';
import { changelog, foreignSubnetError, ingressController } from '../sources.ts';

export default defineCheck({
  code: 'ING-001',
  category: 'ingress',
  title: 'No ingress controller depends on the route table',
  failureTitle: 'The Application Gateway Ingress Controller add-on depends on the route table',
  severities: ['high'],
  condition: 'Fails when the add-on ingressApplicationGateway is enabled.',
  why: "On kubenet the controller puts the node route table on the gateway's subnet, which stops the migration (MIG-010). Overlay needs a controller of version 1.8.1 or later and a gateway subnet of /24 or smaller (ING-002).",
  fix: {
    text: "Upgrade the controller first. What MIG-010 asks of the gateway's subnet belongs into the window of the migration and nowhere before: until the migration is done the gateway reaches the pods only by the table (ING-005). Do not disable the add-on for it: that deletes a gateway the add-on made.",
    commands: [
      'az aks show --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --query addonProfiles.ingressApplicationGateway',
      'az network application-gateway show --ids {gatewayId} --query gatewayIPConfigurations',
    ],
  },
  sources: [ingressController, foreignSubnetError, changelog],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    const { id, name } = managedCluster;
    const isOn = hasIngressGateway(managedCluster);
    if (isOn === undefined) return unknown(`${name} does not state whether its ingress controller add-on is on.`);
    if (!isOn) {
      const off = managedCluster.addonProfiles?.ingressApplicationGateway === undefined ? azuresDefault : 'stated';
      return assessed([pass(id, `The ingress controller add-on of ${name} is off (${off}).`)]);
    }
    const gatewayId = ingressGatewayId(managedCluster);
    return assessed([
      fail(id, `The ingress controller add-on of ${name} is on.`, {
        evidence: { applicationGatewayId: gatewayId ?? null },
        ...(gatewayId === undefined ? {} : { parameters: { gatewayId } }),
      }),
    ]);
  },
});
