import { z } from 'zod';

/** Where AKS and its add-ons are told from what the cluster's owner installed: labels that AKS puts on what it reconciles. */
const aksLabels: readonly (readonly [name: string, value: RegExp])[] = [
  ['kubernetes.azure.com/managedby', /^aks$/],
  ['addonmanager.kubernetes.io/mode', /^(Reconcile|EnsureExists)$/],
];

/** An API server leaves out or nulls what is empty. */
const textMap = z
  .record(z.string(), z.string())
  .nullish()
  .transform((all) => all ?? {});

/** A list that may be left out or null when it is empty. */
export function listOf<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .nullish()
    .transform((all): z.infer<T>[] => all ?? []);
}

/** Absent and null are one. */
export function maybe<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value): z.infer<T> | undefined => value ?? undefined);
}

/** What every object says of itself. `namespace` is empty for kinds that belong to the whole cluster. */
export interface ObjectName {
  readonly namespace: string;
  readonly name: string;
  /** AKS made it, by its labels. */
  readonly managedByAks: boolean;
}

export const objectMeta = z.object({
  name: z.string().min(1),
  namespace: maybe(z.string()),
  labels: textMap,
  annotations: textMap,
  creationTimestamp: maybe(z.string()),
});
type ObjectMeta = z.infer<typeof objectMeta>;

export function objectName({ name, namespace, labels }: ObjectMeta): ObjectName {
  return {
    namespace: namespace ?? '',
    name,
    managedByAks: aksLabels.some(([label, value]) => value.test(labels[label] ?? '')),
  };
}

/** `shop/web`, or `web` for a kind that belongs to the whole cluster. */
export function nameOfObject({ namespace, name }: Pick<ObjectName, 'namespace' | 'name'>): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}
