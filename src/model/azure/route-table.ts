import { z } from 'zod';
import { azureObject, compiled, emptyWhenAbsent, maybe } from './lenient.ts';

/** A user-defined route. A prefix may be a service tag, and `nextHopIpAddress` is absent for hops that need none. */
const route = azureObject({
  name: z.string(),
  addressPrefix: z.string(),
  nextHopType: maybe(z.string()),
  nextHopIpAddress: maybe(z.string()),
  provisioningState: maybe(z.string()),
});
export type Route = z.infer<typeof route>;

/** Every subnet, of any virtual network, the table is associated with; Azure leaves them out where there is none. */
const subnets = emptyWhenAbsent(azureObject({ id: z.string() }).transform(({ id }) => id));

/** What tells which subnets a table serves, without its routes. */
export const routeTableUse = compiled(
  azureObject({ id: z.string(), name: z.string().default(''), subnets }).transform(
    ({ subnets: subnetIds, ...rest }) => ({ ...rest, subnetIds }),
  ),
);

/** @see https://learn.microsoft.com/rest/api/virtualnetwork/route-tables/get */
export const routeTable = compiled(
  azureObject({
    id: z.string(),
    name: z.string().default(''),
    location: z.string().default(''),
    provisioningState: maybe(z.string()),
    routes: z.array(route),
    subnets,
  }).transform(({ subnets: subnetIds, ...rest }) => ({ ...rest, subnetIds })),
);
export type RouteTable = z.infer<typeof routeTable>;
