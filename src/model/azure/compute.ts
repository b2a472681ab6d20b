import { z } from 'zod';
import { azureObject, compiled, emptyWhenAbsent, maybe, moment, reference, text, wholeNumber } from './lenient.ts';

/** A virtual machine scale set: only what is needed to walk its instances. */
export const scaleSet = azureObject({
  id: z.string(),
  name: z.string().default(''),
  sku: maybe(azureObject({ capacity: maybe(wholeNumber) })),
});

const statuses = emptyWhenAbsent(azureObject({ code: maybe(z.string()) }));

/**
 * An instance of a scale set. ARM tells its power state in `instanceView` (when asked to expand it), Resource Graph in
 * `extended.instanceView`.
 */
export const scaleSetInstance = compiled(
  azureObject({
    id: z.string(),
    name: z.string().default(''),
    instanceId: maybe(text),
    osProfile: maybe(azureObject({ computerName: maybe(z.string()) })),
    timeCreated: maybe(moment),
    instanceView: maybe(azureObject({ statuses })),
    extended: maybe(
      azureObject({
        instanceView: maybe(azureObject({ powerState: maybe(azureObject({ code: maybe(z.string()) })), statuses })),
      }),
    ),
  }),
);
export type ScaleSetInstance = z.infer<typeof scaleSetInstance>;

/** A network interface, of a scale set's instance or of a virtual machine. */
export const networkInterface = compiled(
  azureObject({
    id: z.string(),
    primary: maybe(z.boolean()),
    enableIPForwarding: maybe(z.boolean()),
    virtualMachine: maybe(reference),
    ipConfigurations: emptyWhenAbsent(
      azureObject({ primary: maybe(z.boolean()), privateIPAddress: maybe(z.string()), subnet: maybe(reference) }),
    ),
  }),
);
export type NetworkInterface = z.infer<typeof networkInterface>;

/** Quota of one VM family (`standardDSv5Family`) or of all together (`cores`) in a region, in vCPUs. */
export const computeUsage = azureObject({
  name: azureObject({ value: z.string() }),
  currentValue: wholeNumber,
  limit: wholeNumber,
}).transform(({ name, ...rest }) => ({ family: name.value, ...rest }));
export type ComputeUsage = z.infer<typeof computeUsage>;
