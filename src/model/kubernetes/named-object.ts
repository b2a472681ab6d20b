import { z } from 'zod';
import { type ObjectName, objectMeta, objectName } from './object-meta.ts';

/** An object of which only the name counts: a ConfigMap's data, which may hold secrets, is never kept. */
export const namedObject = z
  .object({ metadata: objectMeta })
  .transform(({ metadata }): ObjectName => objectName(metadata));

/** An object of one of Calico's own kinds. */
export interface CalicoResource extends ObjectName {
  /** `GlobalNetworkPolicy`, `HostEndpoint`, … */
  readonly kind: string;
}
