import { z } from 'zod';
import { isRecord } from '../is-record.ts';
import { azureObject, compiled, emptyWhenAbsent, maybe, oneOrMany, reference, wholeNumber } from './lenient.ts';

/**
 * A subnet as its virtual network lists it. Prefixes stand in `addressPrefix` or `addressPrefixes`, never reliably in one of them;
 * a subnet without any is one whose source leaves them out. `ipConfigurationCount` is undefined where the answer lists none: an empty
 * subnet and a source that leaves them out look alike. They are counted, not kept: there is one for each node, with the longest id of all.
 */
const subnet = azureObject({
  id: z.string(),
  name: z.string().default(''),
  addressPrefix: maybe(oneOrMany(z.string())),
  addressPrefixes: emptyWhenAbsent(z.string()),
  routeTable: maybe(reference),
  networkSecurityGroup: maybe(reference),
  ipConfigurations: maybe(z.array(z.custom<object>(isRecord))),
}).transform(({ addressPrefix, addressPrefixes, routeTable, networkSecurityGroup, ipConfigurations, ...rest }) => ({
  ...rest,
  ipConfigurationCount: ipConfigurations?.length || undefined,
  addressPrefixes: addressPrefixes.length > 0 ? addressPrefixes : (addressPrefix ?? []),
  routeTableId: routeTable,
  networkSecurityGroupId: networkSecurityGroup,
}));
export type Subnet = z.infer<typeof subnet>;

const addressSpace = azureObject({ addressPrefixes: emptyWhenAbsent(z.string()) });

const peering = azureObject({
  name: z.string().default(''),
  /** `Connected`, `Initiated`, `Disconnected`. */
  peeringState: maybe(z.string()),
  remoteVirtualNetwork: maybe(reference),
  remoteAddressSpace: maybe(addressSpace),
});
export type VirtualNetworkPeering = z.infer<typeof peering>;

/** @see https://learn.microsoft.com/rest/api/virtualnetwork/virtual-networks/get */
export const virtualNetwork = compiled(
  azureObject({
    id: z.string(),
    name: z.string().default(''),
    addressSpace: maybe(addressSpace),
    subnets: z.array(subnet),
    /** Undefined where the source leaves them out; Azure states an empty list. */
    virtualNetworkPeerings: maybe(z.array(peering)),
  }),
);
export type VirtualNetwork = z.infer<typeof virtualNetwork>;

/** How many addresses of a subnet are taken, as `virtualNetworks/{name}/usages` counts them; `id` is the subnet's. */
export const subnetUsage = azureObject({ id: z.string(), currentValue: wholeNumber, limit: wholeNumber });
export type SubnetUsage = z.infer<typeof subnetUsage>;
