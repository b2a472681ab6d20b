import { RestError } from '@azure/storage-queue';

/**
 * Whether a receive was answered in a way that ends the platform's host. A queue that is not there, one that is being
 * deleted, and an error of the service itself only make it wait. Source: QueueListener of Azure/azure-webjobs-sdk.
 */
export function isRefusal(error: unknown): error is RestError {
  if (!(error instanceof RestError) || error.statusCode === undefined) {
    return false;
  }
  const isPassing = error.statusCode === 404 || error.code === 'QueueBeingDeleted' || error.statusCode >= 500;
  return !isPassing;
}
