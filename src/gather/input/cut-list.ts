/** The properties of an object, by their names in lower case: PowerShell writes capitals. */
export type Members = ReadonlyMap<string, unknown>;

/** Undefined for what is no object. */
export function membersOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? new Map(Object.entries(value).map(([name, each]) => [name.toLowerCase(), each]))
    : undefined;
}

/** A part of a list. Which others make it whole is seen when all are read. */
export interface Page {
  /** Of all pages together; undefined where it does not say. */
  readonly total: number | undefined;
  readonly items: readonly unknown[];
  /** How it shows, for the reader of the report. */
  readonly trouble: string;
}

const unknownRest = 'What follows is not known.';

/**
 * Whether a saved list says of itself that it is not all: `az rest` and `az graph query` give one page and leave the rest to the caller.
 * Undefined for a whole list.
 */
export function pageOf(document: Members, items: readonly unknown[]): Page | undefined {
  const members = new Map([...document].map(([name, value]) => [name.replaceAll(/[^a-z]/g, ''), value]));
  const records = members.get('totalrecords');
  const total = typeof records === 'number' ? records : undefined;
  const trouble = whyCut(members, total, items.length);
  return trouble === undefined ? undefined : { total, items, trouble: `${trouble} ${unknownRest}` };
}

function whyCut(members: Members, total: number | undefined, count: number): string | undefined {
  if (isText(members.get('nextlink'))) return 'It is one page of a longer list (nextLink).';
  if (isText(members.get('skiptoken'))) return 'It is one page of a longer list (skip token).';
  if (String(members.get('resulttruncated')).toLowerCase() === 'true') return 'Resource Graph cut its result short.';
  return total !== undefined && total > count ? `It holds ${count} of ${total} records.` : undefined;
}

/** Rows at which `az graph query` stops by itself: without `--first`, and with the most that it takes. */
const graphStopsAt = [100, 1000];

/** A bare array of that many rows of Resource Graph: `--query data` leaves out what would tell whether there are more. */
export function looksCut(items: readonly unknown[]): Page | undefined {
  if (!graphStopsAt.includes(items.length) || !items.every(isGraphRow)) return undefined;
  return {
    total: undefined,
    items,
    trouble: `It holds exactly ${items.length} rows, at which "az graph query" stops by itself: save it again without "--query data", which takes away what tells, and all its pages. ${unknownRest}`,
  };
}

/** Resource Graph writes types in lower case, names the subscription and tenant of each row, and leaves out what a query does. */
function isGraphRow(item: unknown): boolean {
  const members = membersOf(item);
  const type = members?.get('type');
  if (typeof type === 'string') return type === type.toLowerCase() || namesItsTenant(members);
  const id = members?.get('id');
  return namesItsTenant(members) || (typeof id === 'string' && !printedWithoutType.test(id));
}

function namesItsTenant(members: Members | undefined): boolean {
  return members?.has('subscriptionid') === true || members?.has('tenantid') === true;
}

/** Of these the Azure CLI prints no type: subnets' usages, and the network interfaces of scale sets. */
const printedWithoutType = /\/(subnets|virtualMachines\/[^/]+\/networkInterfaces)\/[^/]+$/i;

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
