import type { ArmClient } from '../../arm/arm-client.ts';
import type { ArmRead } from '../../arm/arm-reads.ts';
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

/** @see https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-register-resource-provider */
function isMissingType(error: unknown): boolean {
  if (!(error instanceof AzureRequestError)) return false;
  return (
    error.code === 'MissingSubscriptionRegistration' || (error.status === 404 && error.code !== 'SubscriptionNotFound')
  );
}
