import { z } from 'zod';
import { listOf, maybe, type ObjectName, objectMeta, objectName } from './object-meta.ts';

/** A Deployment, StatefulSet or DaemonSet of apps/v1: its images and replicas, and nothing of what its containers are given. */
export interface Workload extends ObjectName {
  /** As the containers name them, without init containers. */
  readonly images: readonly string[];
  /** Of a Deployment or StatefulSet; 1 where it says nothing. A DaemonSet has none. */
  readonly replicas: number;
  /** The owner says, by an annotation, that it may be away for a while. */
  readonly toleratesInterruption: boolean;
}

/** With the value `true` an owner accepts that the workload is away while its node is reimaged. */
export const toleratesInterruptionAnnotation = 'kubenet-audit/tolerates-interruption';

const container = z.object({ image: maybe(z.string()) });

/** @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/ */
export const workload = z
  .object({
    metadata: objectMeta,
    spec: maybe(
      z.object({
        replicas: maybe(z.int()),
        template: maybe(z.object({ spec: maybe(z.object({ containers: listOf(container) })) })),
      }),
    ),
  })
  .transform(
    ({ metadata, spec }): Workload => ({
      ...objectName(metadata),
      images: (spec?.template?.spec?.containers ?? []).flatMap(({ image }) => image ?? []),
      replicas: spec?.replicas ?? 1,
      toleratesInterruption: metadata.annotations[toleratesInterruptionAnnotation] === 'true',
    }),
  );
