import { z } from 'zod';
import { listOf, maybe, type ObjectName, objectMeta, objectName } from './object-meta.ts';

/** A `PodDisruptionBudget` of policy/v1. What its status says is undefined until the controller has seen the budget. */
export interface PodDisruptionBudget extends ObjectName {
  /** A number of pods or a percentage, as text. */
  readonly minAvailable: string | undefined;
  readonly maxUnavailable: string | undefined;
  readonly disruptionsAllowed: number | undefined;
  /** Pods that its owners' scales ask for: 0 also where no owner is found. */
  readonly expectedPods: number | undefined;
  /** Pods it covers that are ready. */
  readonly currentHealthy: number | undefined;
  /** The controller could not work out what the budget means. */
  readonly syncFailed: boolean;
  /** The controller has not seen the last change; the API refuses evictions until then. Undefined where the list does not tell. */
  readonly isUnseen: boolean | undefined;
  /** Labels that its pods carry, all of them; an empty selector covers its whole namespace, undefined is one that says more. */
  readonly matchLabels: Readonly<Record<string, string>> | undefined;
}

const intOrPercent = maybe(z.union([z.int().transform(String), z.string()]));
const condition = z.object({ type: maybe(z.string()), status: maybe(z.string()), reason: maybe(z.string()) });
const selector = z.object({
  matchLabels: maybe(z.record(z.string(), z.string())),
  matchExpressions: listOf(z.unknown()),
});

/** @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/pod-disruption-budget-v1/ */
export const podDisruptionBudget = z
  .object({
    metadata: objectMeta.extend({ generation: maybe(z.int()) }),
    spec: maybe(z.object({ minAvailable: intOrPercent, maxUnavailable: intOrPercent, selector: maybe(selector) })),
    status: maybe(
      z.object({
        disruptionsAllowed: maybe(z.int()),
        expectedPods: maybe(z.int()),
        currentHealthy: maybe(z.int()),
        observedGeneration: maybe(z.int()),
        conditions: listOf(condition),
      }),
    ),
  })
  .transform(
    ({ metadata, spec, status }): PodDisruptionBudget => ({
      ...objectName(metadata),
      minAvailable: spec?.minAvailable,
      maxUnavailable: spec?.maxUnavailable,
      disruptionsAllowed: status?.disruptionsAllowed,
      expectedPods: status?.expectedPods,
      currentHealthy: status?.currentHealthy,
      syncFailed: (status?.conditions ?? []).some(
        ({ type, status: is, reason }) => type === 'DisruptionAllowed' && is === 'False' && reason === 'SyncFailed',
      ),
      isUnseen:
        metadata.generation === undefined || status?.observedGeneration === undefined
          ? undefined
          : status.observedGeneration < metadata.generation,
      matchLabels:
        spec?.selector === undefined || spec.selector.matchExpressions.length > 0
          ? undefined
          : (spec.selector.matchLabels ?? {}),
    }),
  );
