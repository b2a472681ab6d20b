import type { Principal } from '../estate/estate.ts';
import type { SimulationState } from '../simulation-state.ts';
import type { Incoming } from '../wire/incoming.ts';
import type { ArmPath } from './resource-id.ts';
import type { ResourceTypeRule } from './resource-types.ts';

/** A read that has passed every gate: known type and version, allowed, not throttled. */
export interface ArmRead {
  readonly path: ArmPath;
  readonly rule: ResourceTypeRule;
  readonly principal: Principal;
  readonly incoming: Incoming;
  readonly state: SimulationState;
}
