import { indexEstate } from './arm/estate-index.ts';
import type { ArmResource, Estate } from './estate/estate.ts';
import type { FaultRegistry } from './faults/fault-registry.ts';
import type { FaultRule } from './faults/fault-rule.ts';
import { graphTablesOf } from './graph/graph-tables.ts';
import type { Settings } from './settings.ts';
import type { SimulationState } from './simulation-state.ts';
import type { LoggedRequest } from './wire/request-log.ts';
import type { LateError } from './writes/operation.ts';

/** What a test or a demo can do to a running simulated Azure. */
export interface Control {
  /** Throws with the reason when the rule is not valid. Returns what takes it away again. */
  addFault(rule: FaultRule): () => void;
  clearFaults(): void;
  /** Every request since the start or the last clearing, in the order in which they were answered; of very many (200,000) the newer half. */
  requests(): readonly LoggedRequest[];
  clearRequests(): void;
  /** Everything is read from the new estate from now on, Resource Graph's lag included; tokens of principals that stay hold. */
  replaceEstate(estate: Estate): void;
  /** Resource Graph shows this body for the id, or with null does not know the resource yet, until the lag is cleared. */
  setGraphLag(id: string, older: ArmResource | null): void;
  clearGraphLag(): void;
  /** The next update of the cluster that reimages its nodes is accepted, and fails with this. */
  failNextUpdate(clusterId: string, error: LateError): void;
  /** Changes some settings; buckets and quotas start anew. */
  changeSettings(changes: Partial<Settings>): void;
  /** Every token issued until now counts as expired. Issued and refused are told apart by the second, so one from this same second goes too. */
  expireTokens(): void;
}

/** The control of one simulation. */
export function createControl(state: SimulationState, faults: FaultRegistry, log: LoggedRequest[]): Control {
  const lag = new Map<string, ArmResource | null>();
  const rebuildGraph = () => {
    state.graphTables = graphTablesOf(state.index, lag);
  };
  return {
    addFault: (rule) => faults.add(rule),
    clearFaults: () => faults.clear(),
    requests: () => [...log],
    clearRequests: () => {
      log.length = 0;
    },
    replaceEstate(estate) {
      state.estate = estate;
      state.index = indexEstate(estate);
      rebuildGraph();
    },
    setGraphLag(id, older) {
      lag.set(id.toLowerCase(), older);
      rebuildGraph();
    },
    clearGraphLag() {
      lag.clear();
      rebuildGraph();
    },
    failNextUpdate(clusterId, error) {
      state.orderedErrors.set(clusterId.toLowerCase(), error);
    },
    changeSettings(changes) {
      state.settings = { ...state.settings, ...changes };
      state.buckets.reset();
      state.graphQuota.reset();
    },
    expireTokens() {
      state.tokensValidFrom = Math.floor(state.now().getTime() / 1000) + 1;
    },
  };
}
