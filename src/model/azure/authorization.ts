import { z } from 'zod';
import { azureObject, compiled, maybe } from './lenient.ts';

const lockProvider = /\/providers\/Microsoft\.Authorization\/locks\/[^/]+$/i;

/**
 * A management lock; `scopeId` is the subscription, resource group or resource it was put on, and what lies below inherits it.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources
 */
export const managementLock = azureObject({
  id: z.string(),
  name: z.string().default(''),
  /** `CanNotDelete` or `ReadOnly`. */
  level: maybe(z.string()),
}).transform((lock) => ({ ...lock, scopeId: lock.id.replace(lockProvider, '') }));
export type ManagementLock = z.infer<typeof managementLock>;

/** @see https://learn.microsoft.com/rest/api/authorization/role-assignments/list-for-subscription */
export const roleAssignment = compiled(
  azureObject({
    id: z.string(),
    principalId: z.string(),
    /** `ServicePrincipal`, `Group`, `User`; absent in old answers. */
    principalType: maybe(z.string()),
    roleDefinitionId: z.string(),
    /** `/` for the whole tenant, or the id of a management group, subscription, resource group or resource. */
    scope: z.string(),
  }),
);
export type RoleAssignment = z.infer<typeof roleAssignment>;

/** What a role allows: `actions` without `notActions`, block by block; `*` stands for any run of characters. */
export const roleDefinition = azureObject({
  id: z.string(),
  roleName: maybe(z.string()),
  permissions: z.array(azureObject({ actions: z.array(z.string()), notActions: z.array(z.string()) })),
});
export type RoleDefinition = z.infer<typeof roleDefinition>;
