/**
 * Whether a saved list says of itself that more follows: `az rest` and `az graph query` give one page and leave the rest to the caller.
 * @returns how that shows, for the reader of the report; undefined for a whole list
 */
export function whyCut(document: Readonly<Record<string, unknown>>, count: number): string | undefined {
  const members = new Map(Object.entries(document).map(([name, value]) => [plain(name), value]));
  const follows = ['nextlink', 'skiptoken'].find((name) => isText(members.get(name)));
  if (follows !== undefined)
    return `It is one page of a longer list (${follows === 'nextlink' ? 'nextLink' : 'skip token'}).`;
  if (String(members.get('resulttruncated')).toLowerCase() === 'true') return 'Resource Graph cut its result short.';
  const total = members.get('totalrecords');
  return typeof total === 'number' && total > count ? `It holds ${count} of ${total} records.` : undefined;
}

/** `$skipToken`, `skip_token` and `skipToken` are one name. */
function plain(name: string): string {
  return name.replaceAll(/[^a-z]/gi, '').toLowerCase();
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
