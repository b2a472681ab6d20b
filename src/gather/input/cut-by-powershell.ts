/**
 * What `ConvertTo-Json` writes in place of what lies deeper than its depth, which is 2 where nobody says otherwise: an object's members or
 * the name of its type. Publishers and service endpoints have names much alike (`Microsoft.Azure.Extensions`, `Microsoft.Storage.Global`).
 */
const inPlaceOfObject =
  /^(@\{[\s\S]*\}|System\.[\w.]+([`[+][\w.,`[\]+ ]*)?|Microsoft\.Azure\.[\w.]+\.Models\.[\w.+[\]]+)$/;

/** Lists of Azure's resources; of one that lies too deep nothing is left, or its members in one text. */
const lists = new Set([
  'agentpoolprofiles',
  'routes',
  'subnets',
  'virtualnetworkpeerings',
  'securityrules',
  'ipconfigurations',
  'addressprefixes',
  'podcidrs',
  'servicecidrs',
  'ipfamilies',
  'permissions',
  'gatewayipconfigurations',
]);

const leftOut = 'left out by ConvertTo-Json';

/** Enough for every resource there is; whoever nests deeper has other trouble. */
const mostValues = 200_000;

/**
 * Whether PowerShell's `ConvertTo-Json` left parts of the resource out. Each empty text in place of a list becomes one that no schema takes
 * for a list: what was left out may be there all the same, and an empty text would read as none.
 */
export function markCutsOfPowerShell(resource: unknown): boolean {
  let isCut = false;
  // No recursion: what people nest has no bound.
  const waiting: unknown[] = [resource];
  for (let seen = 0; waiting.length > 0 && seen < mostValues; seen += 1) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, each] of Object.entries(value)) {
      if (typeof each !== 'string') waiting.push(each);
      else if (markCut(value, name, each)) isCut = true;
    }
  }
  return isCut;
}

function markCut(owner: object, name: string, text: string): boolean {
  if (!lists.has(name.toLowerCase())) return inPlaceOfObject.test(text);
  if (text === '') Reflect.set(owner, name, leftOut);
  return true;
}

/** What to do about it. */
export const saveDeeper =
  'ConvertTo-Json left out what lies deeper than its depth: save it again with "ConvertTo-Json -Depth 20".';
