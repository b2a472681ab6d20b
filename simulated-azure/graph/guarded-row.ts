import type { GraphRow } from './run-query-port.ts';

/** A row with what decides who sees it. */
export interface GuardedRow {
  readonly row: GraphRow;
  /** The resource's id as ARM spells it. */
  readonly id: string;
  /** The action that reading it through ARM takes. */
  readonly action: string;
  /** In lower case; '' for a row of the tenant. */
  readonly subscriptionId: string;
  /** In lower case; '' for what lies in no resource group. */
  readonly resourceGroup: string;
}
