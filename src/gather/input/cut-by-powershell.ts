/** What `ConvertTo-Json` writes in place of what lies deeper than its depth, which is 2 where nobody says otherwise. */
const inPlaceOfObject = /^(@\{[\s\S]*\}|System\.[\w.[\]]+|Microsoft\.[\w.]+\.[A-Z]\w+(\[\])?)$/;

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

/** Enough for every resource there is; whoever nests deeper has other trouble. */
const mostValues = 200_000;

/** Whether PowerShell's `ConvertTo-Json` left parts of the resource out, so that what it does not say may be there all the same. */
export function isCutByPowerShell(resource: unknown): boolean {
  // No recursion: what people nest has no bound.
  const waiting: unknown[] = [resource];
  for (let seen = 0; waiting.length > 0 && seen < mostValues; seen += 1) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, each] of Object.entries(value)) {
      if (typeof each !== 'string') waiting.push(each);
      else if (lists.has(name.toLowerCase()) || inPlaceOfObject.test(each)) return true;
    }
  }
  return false;
}

/** What to do about it. */
export const saveDeeper =
  'ConvertTo-Json left out what lies deeper than its depth: save it again with "ConvertTo-Json -Depth 20".';
