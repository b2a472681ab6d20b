import { z } from 'zod';
import { azureObject, maybe } from './lenient.ts';

/** @see https://learn.microsoft.com/rest/api/resources/subscriptions/list */
export const subscription = azureObject({
  subscriptionId: z.string().transform((id) => id.toLowerCase()),
  displayName: maybe(z.string()),
  /** `Enabled`, `Warned`, `PastDue`, `Disabled`, `Deleted`. */
  state: maybe(z.string()),
  tenantId: maybe(z.string()),
});
export type Subscription = z.infer<typeof subscription>;
