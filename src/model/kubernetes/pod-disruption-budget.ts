import { z } from 'zod';
import { maybe, type ObjectName, objectMeta, objectName } from './object-meta.ts';

/** A `PodDisruptionBudget` of policy/v1. */
export interface PodDisruptionBudget extends ObjectName {
  /** A number of pods or a percentage, as text. */
  readonly minAvailable: string | undefined;
  readonly maxUnavailable: string | undefined;
  /** Undefined until the controller has seen the budget. */
  readonly disruptionsAllowed: number | undefined;
  /** Pods it covers; undefined until the controller has seen the budget. */
  readonly expectedPods: number | undefined;
}

const intOrPercent = maybe(z.union([z.int().transform(String), z.string()]));

/** @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/pod-disruption-budget-v1/ */
export const podDisruptionBudget = z
  .object({
    metadata: objectMeta,
    spec: maybe(z.object({ minAvailable: intOrPercent, maxUnavailable: intOrPercent })),
    status: maybe(z.object({ disruptionsAllowed: maybe(z.int()), expectedPods: maybe(z.int()) })),
  })
  .transform(
    ({ metadata, spec, status }): PodDisruptionBudget => ({
      ...objectName(metadata),
      minAvailable: spec?.minAvailable,
      maxUnavailable: spec?.maxUnavailable,
      disruptionsAllowed: status?.disruptionsAllowed,
      expectedPods: status?.expectedPods,
    }),
  );
