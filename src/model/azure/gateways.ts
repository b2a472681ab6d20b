import { z } from 'zod';
import { azureObject, emptyWhenAbsent, maybe, reference } from './lenient.ts';

/** An application gateway: only where it stands. */
export const applicationGateway = azureObject({
  id: z.string(),
  name: z.string().default(''),
  gatewayIPConfigurations: emptyWhenAbsent(azureObject({ subnet: maybe(reference) })),
}).transform(({ gatewayIPConfigurations, ...rest }) => ({
  ...rest,
  /** Of its first IP configuration; a gateway has one. */
  subnetId: gatewayIPConfigurations[0]?.subnet,
}));
export type ApplicationGateway = z.infer<typeof applicationGateway>;

/** The far end of a site-to-site connection: ranges that are not in Azure. */
export const localNetworkGateway = azureObject({
  id: z.string(),
  name: z.string().default(''),
  localNetworkAddressSpace: maybe(azureObject({ addressPrefixes: emptyWhenAbsent(z.string()) })),
}).transform(({ localNetworkAddressSpace, ...rest }) => ({
  ...rest,
  /** Empty where it states none: its ranges are then learnt over BGP, and nothing in Azure tells them. */
  addressPrefixes: localNetworkAddressSpace?.addressPrefixes ?? [],
}));
export type LocalNetworkGateway = z.infer<typeof localNetworkGateway>;
