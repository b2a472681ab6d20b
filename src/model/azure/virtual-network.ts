import { z } from 'zod';
import { azureObject, listOf, maybe, reference } from './lenient.ts';

/**
 * A subnet as its virtual network lists it. Prefixes stand in `addressPrefix` or `addressPrefixes`, never reliably in one of them.
 * `ipConfigurations` is left undefined where the answer has none: an empty subnet and a source that leaves them out look alike.
 */
const subnet = azureObject({
  id: z.string(),
  name: z.string().default(''),
  addressPrefix: maybe(z.string()),
  addressPrefixes: listOf(z.string()),
  routeTable: maybe(reference),
  networkSecurityGroup: maybe(reference),
  natGateway: maybe(reference),
  ipConfigurations: maybe(z.array(azureObject({ id: z.string().default('') }))),
}).transform(({ addressPrefix, addressPrefixes, routeTable, networkSecurityGroup, natGateway, ...rest }) => ({
  ...rest,
  addressPrefixes: addressPrefixes.length > 0 ? addressPrefixes : addressPrefix === undefined ? [] : [addressPrefix],
  routeTableId: routeTable,
  networkSecurityGroupId: networkSecurityGroup,
  natGatewayId: natGateway,
}));
export type Subnet = z.infer<typeof subnet>;

const addressSpace = azureObject({ addressPrefixes: listOf(z.string()) });

/** @see https://learn.microsoft.com/rest/api/virtualnetwork/virtual-networks/get */
export const virtualNetwork = azureObject({
  id: z.string(),
  name: z.string().default(''),
  addressSpace: maybe(addressSpace),
  subnets: listOf(subnet),
  virtualNetworkPeerings: listOf(
    azureObject({
      name: z.string().default(''),
      /** `Connected`, `Initiated`, `Disconnected`. */
      peeringState: maybe(z.string()),
      remoteVirtualNetwork: maybe(reference),
      remoteAddressSpace: maybe(addressSpace),
    }),
  ),
});
export type VirtualNetwork = z.infer<typeof virtualNetwork>;

/** How many addresses of a subnet are taken, as `virtualNetworks/{name}/usages` counts them; `id` is the subnet's. */
export const subnetUsage = azureObject({ id: z.string(), currentValue: z.coerce.number(), limit: z.coerce.number() });
export type SubnetUsage = z.infer<typeof subnetUsage>;
