import type { MovePool } from '../../src/model/move-facts.ts';

/** A system pool of three nodes that states nothing more. */
export function aMovePool(overrides: Partial<MovePool> = {}): MovePool {
  return {
    name: 'system',
    mode: 'System',
    vmSize: null,
    nodes: 3,
    surge: 1,
    drainTimeoutMinutes: null,
    isSpot: false,
    kubernetesVersion: null,
    provisioningState: null,
    ...overrides,
  };
}
