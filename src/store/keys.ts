import { resourceSortKey, subscriptionIdOf } from '../model/resource-id.ts';

/**
 * Every partition and row key of the store, and nothing else makes one. `|` separates parts: no run id, unit, attempt or Azure
 * resource id contains it.
 *
 * Table `runs`      run                              one row a run, newest first
 *                   manual                           one row: the last run that somebody asked for
 *                   pace                             one row: whose turn it is to ask Resource Graph
 * Table `results`   <run>|plan|<attempt>             the plan, packed
 *                   <run>|units|<attempt>            one row a unit: open or done, and by which attempt
 *                   <run>|result|<unit>|<attempt>    the reports of the clusters that one attempt at a unit found
 *                   <run>|digest|<plan attempt>      one value an attempt at a unit: what closing the run needs of it
 *                   <run>|head|<attempt>             the report without its clusters, packed
 *                   <run>|index|<attempt>            the clusters in the order of the report, some dozens a row; the row's key is the last
 *                   <run>|keys|<attempt>             cluster key to resource id, packed
 * Table `history`   months|<subscription>            one row a cluster and month, newest first
 *                   fleet                            one row a run, newest first
 *
 * Earlier versions wrote these, which are still read and deleted:
 * Table `results`   <run>|key                        cluster key to resource id
 * Table `history`   index|<run>                      one row a cluster, in the order of the report
 *                   cluster|<resource id>            one row a run, newest first
 */
export const runsPartition = 'run';
export const manualPartition = 'manual';
export const manualRow = 'last';
export const pacePartition = 'pace';
export const graphTurnRow = 'graph';
export const fleetPartition = 'fleet';

/** `20261122T060000Z` for the run of a schedule slot; with `-` and up to 12 of a–z and 0–9 for one that somebody asked for. */
export const runIdPattern = /^\d{8}T\d{6}Z(-[0-9a-z]{1,12})?$/;

/** To the second; `suffix` tells apart runs of the same second. */
export function runIdAt(time: Date, suffix?: string): string {
  const stamp = `${time.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  return suffix === undefined ? stamp : `${stamp}-${suffix}`;
}

/** Table storage sorts keys only upwards, so the digits of the time stand for their distance to 9. */
export function newestFirst(runId: string): string {
  const [stamp = '', ...suffix] = runId.split('-');
  return [stamp.replaceAll(/\d/g, (digit) => String(9 - Number(digit))), ...suffix].join('-');
}

/** A name no other attempt has. */
export function newAttempt(): string {
  return crypto.randomUUID().replaceAll('-', '');
}

/** `estate` is the one unit that audits no cluster. */
export const estateUnit = 'estate';
export type UnitId = number | typeof estateUnit;

export function unitRowKey(unit: UnitId): string {
  return unit === estateUnit ? estateUnit : String(unit).padStart(8, '0');
}

export function unitOfRowKey(rowKey: string): UnitId {
  return rowKey === estateUnit ? estateUnit : Number(rowKey);
}

export const planPartition = (runId: string, attempt: string) => `${runId}|plan|${attempt}`;
export const unitsPartition = (runId: string, attempt: string) => `${runId}|units|${attempt}`;
export const resultPartition = (runId: string, unit: UnitId, attempt: string) =>
  `${runId}|result|${unitRowKey(unit)}|${attempt}`;
export const headPartition = (runId: string, attempt: string) => `${runId}|head|${attempt}`;
export const digestPartition = (runId: string, planAttempt: string) => `${runId}|digest|${planAttempt}`;
export const packedIndexPartition = (runId: string, attempt: string) => `${runId}|index|${attempt}`;
export const keysPartition = (runId: string, attempt: string) => `${runId}|keys|${attempt}`;
export const monthsPartition = (clusterId: string) => `months|${escaped(subscriptionIdOf(clusterId) ?? '')}`;
/** Of all months of a cluster. */
export const monthRows = (clusterId: string) => `${clusterRowKey(clusterId)}|`;
export const monthRow = (clusterId: string, month: string) => `${monthRows(clusterId)}${newestFirst(month)}`;
/** `202611` of a run's id. */
export const monthOf = (runId: string) => runId.slice(0, 6);
export const keyPartition = (runId: string) => `${runId}|key`;
export const indexPartition = (runId: string) => `index|${runId}`;
export const clusterPartition = (clusterId: string) => clusterPartitionOfRow(clusterRowKey(clusterId));
export const clusterPartitionOfRow = (indexRowKey: string) => `cluster|${indexRowKey}`;

export const reportRow = (clusterId: string) => `report|${clusterRowKey(clusterId)}`;
export const digestRow = (unit: UnitId, attempt: string) => `${unitRowKey(unit)}|${attempt}`;
export const keysRow = 'keys';
export const planRow = 'plan';
export const headRow = 'head';

/** Rows of the index sort as `compareResourceIds` does. */
export function clusterRowKey(clusterId: string): string {
  return escaped(resourceSortKey(clusterId));
}

export const clusterKeyRow = (key: string) => escaped(key);

/** The keys that begin with the prefix are those from it up to, and without, this one. */
export function prefixEnd(prefix: string): string {
  return prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
}

/** All partitions of the table `results` that belong to a run. */
export const runPrefix = (runId: string) => `${runId}|`;

/**
 * No valid resource id holds any of these; one that does must not stop the run.
 * @see https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
 */
function escaped(text: string): string {
  return text.replaceAll(/[/\\#?%|]|\p{Cc}/gu, (each) => `~${each.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
