import type { ArmClient } from '../../arm/arm-client.ts';
import type { ArmRead } from '../../arm/arm-read.ts';
import { AzureRequestError } from '../../arm/errors.ts';

/** A list below a parent; empty where Azure says that the type itself is missing there, and the read allows for it. */
export async function listOrNone(arm: ArmClient, read: ArmRead, parent: string): Promise<readonly unknown[]> {
  try {
    return await arm.list(read, parent);
  } catch (error) {
    if (read.mayBeMissing === true && isMissingType(error)) return [];
    throw error;
  }
}

/**
 * The subscription has not registered the provider, or the cloud does not have it. Any other 404 may be somebody's between here and Azure.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
 */
const missingType: readonly string[] = [
  'MissingSubscriptionRegistration',
  'NoRegisteredProviderFound',
  'InvalidResourceNamespace',
  'InvalidResourceType',
];

function isMissingType(error: unknown): boolean {
  return error instanceof AzureRequestError && missingType.includes(error.code);
}
