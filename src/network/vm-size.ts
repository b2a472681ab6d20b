import type { AgentPool } from '../model/azure/managed-cluster.ts';

/** What one node of a VM size takes from the subscription's quota. */
export interface VmSize {
  readonly vCpus: number;
  /** The family's name in `Microsoft.Compute/locations/usages`, lower case: `standarddsv5family`. */
  readonly quotaFamily: string;
}

/** vCPUs of the first two generations of D, whose numbers count up in steps. */
const steppedVCpus = new Map<string, number>([
  ...([
    ['1', 1],
    ['2', 2],
    ['3', 4],
    ['4', 8],
    ['5', 16],
  ] as const),
  ...([
    ['11', 2],
    ['12', 4],
    ['13', 8],
    ['14', 16],
    ['15', 20],
  ] as const),
]);

/** A and G without a version number their sizes without telling vCPUs (A5 has 2, G2 has 4), and are retired or nearly so. */
const untold = /^(a|gs?)$/;

const sizeName = /^standard_([a-z]+)(\d+)([a-z]*)(?:_v(\d+))?$/i;

/**
 * Reads vCPUs and quota family out of a size's name, by Azure's naming convention: `Standard_D4s_v5` → 4 of
 * `standarddsv5family`. Undefined for names outside it (constrained cores, accelerators, promotions), whose quota is then not known rather
 * than guessed.
 * @see https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions
 */
export function vmSize(name: string): VmSize | undefined {
  const [, letters, number, features, version] = sizeName.exec(name)?.map((part) => part?.toLowerCase()) ?? [];
  if (letters === undefined || number === undefined || features === undefined) return undefined;
  if (untold.test(letters) && version === undefined) return undefined;
  const isStepped = /^ds?$/.test(letters) && features === '' && (version === undefined || version === '2');
  const vCpus = isStepped ? steppedVCpus.get(number) : Number(number);
  if (vCpus === undefined || vCpus === 0) return undefined;
  // Burstable sizes share one family whatever memory they have.
  const familyFeatures = letters === 'b' ? features.replace(/[mlt]/g, '') : features;
  return { vCpus, quotaFamily: `standard${letters}${familyFeatures}${version ? `v${version}` : ''}family` };
}

/** The sizes a pool's nodes have: one, or several for a pool of virtual machines. Empty where the cluster states none. */
export function poolVmSizes(pool: AgentPool): readonly string[] {
  const manual = pool.virtualMachinesProfile?.scale?.manual ?? [];
  const written = [pool.vmSize, ...[...pool.virtualMachineNodesStatus, ...manual].map(({ size }) => size)];
  return [...new Set(written.flatMap((size) => size || []))];
}
