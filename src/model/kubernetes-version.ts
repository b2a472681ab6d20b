import type { AgentPool, ManagedCluster } from './azure/managed-cluster.ts';

/** A Kubernetes version down to its minor: AKS's rules start and end with minors. */
export interface KubernetesMinor {
  readonly major: number;
  readonly minor: number;
}

const written = /^v?(\d+)\.(\d+)(?:\.\d+)?(?:[-+].*)?$/;

/** Reads `1.27`, `1.27.0`, `1.30.0-preview`; undefined for anything else. */
export function parseKubernetesMinor(text: string): KubernetesMinor | undefined {
  const [, major, minor] = written.exec(text.trim()) ?? [];
  return major === undefined || minor === undefined ? undefined : { major: Number(major), minor: Number(minor) };
}

/** Whether `text` is older than every version of the minor `than`, as in `1.27`; undefined where one of them cannot be read. */
export function isOlderKubernetes(text: string, than: string): boolean | undefined {
  const [a, b] = [parseKubernetesMinor(text), parseKubernetesMinor(than)];
  if (a === undefined || b === undefined) return undefined;
  return a.major === b.major ? a.minor < b.minor : a.major < b.major;
}

/** What the control plane runs; in answers of old API versions, what was asked for. */
export function controlPlaneVersion(cluster: ManagedCluster): string | undefined {
  return cluster.currentKubernetesVersion ?? cluster.kubernetesVersion;
}

/** What the pool's nodes run; in answers of old API versions, what was asked for. */
export function poolVersion(pool: AgentPool): string | undefined {
  return pool.currentOrchestratorVersion ?? pool.orchestratorVersion;
}
