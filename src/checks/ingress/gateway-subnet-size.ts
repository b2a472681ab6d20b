import { parseCidrs } from '../../network/cidr.ts';
import { ingressGatewayId } from '../../network/ingress-gateway.ts';
import { assessed, fail, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { overlayExtensionRange } from '../sources.ts';
import { whyNoGateway } from '../why-no-gateway.ts';

/** The largest gateway subnet that Overlay takes. */
const shortestPrefix = 24;

export default defineCheck({
  code: 'ING-002',
  category: 'ingress',
  title: `The application gateway's subnet is /${shortestPrefix} or smaller`,
  failureTitle: `The application gateway's subnet is larger than /${shortestPrefix}`,
  severities: ['blocker'],
  condition: `Fails when a prefix of the subnet that the ingress controller's gateway stands in is shorter than /${shortestPrefix}; /${shortestPrefix} passes. Does not apply without the add-on.`,
  why: "On Overlay the controller announces the gateway's range to the nodes, and anything larger than /24 is rejected: after the migration no request would reach a pod.",
  fix: {
    text: 'A subnet that is in use cannot be resized: make one of /24 or smaller in the same network, and move the gateway there before the migration. Moving it interrupts its traffic for some minutes.',
    commands: [
      'az network vnet subnet create --subscription {networkSubscription} --resource-group {networkResourceGroup} --vnet-name {virtualNetwork} --name {newSubnet} --address-prefixes {newPrefix}',
    ],
  },
  sources: [
    overlayExtensionRange,
    {
      title: "The Azure CLI's own test uses a subnet of /24",
      url: 'https://github.com/Azure/azure-cli/pull/31713',
      sure: 'source',
    },
  ],
  needs: ['managedCluster'],

  evaluate({ managedCluster }, _context, { gatewaySubnets }) {
    const absent = whyNoGateway(managedCluster);
    if (absent !== undefined) return absent;
    const stated = managedCluster.addonProfiles?.ingressApplicationGateway?.config;
    const [subnet] = gatewaySubnets.known ? gatewaySubnets.value : [];
    const prefixes = subnet?.addressPrefixes ?? (stated?.subnetCIDR ? [stated.subnetCIDR] : []);
    const { cidrs, malformed } = parseCidrs(prefixes);
    const sizes = cidrs.filter(({ family }) => family === 4);
    if (sizes.length === 0 || malformed.length > 0) {
      return unknown(
        gatewaySubnets.known ? "The gateway's subnet states no prefix that can be read." : gatewaySubnets.reason,
      );
    }
    const id = subnet?.id ?? stated?.subnetId ?? ingressGatewayId(managedCluster) ?? managedCluster.id;
    const details = { evidence: { addressPrefixes: prefixes } };
    const message = `The application gateway stands in ${prefixes.join(', ')}.`;
    return assessed([
      sizes.some(({ prefixLength }) => prefixLength < shortestPrefix)
        ? fail(id, message, details)
        : pass(id, message, details),
    ]);
  },
});
