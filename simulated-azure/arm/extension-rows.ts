import { builtInRoles } from '../estate/build/access.ts';
import type { ArmResource } from '../estate/estate.ts';
import { isWithin } from './access.ts';
import type { ArmRead } from './arm-read.ts';
import { parseArmPath } from './resource-id.ts';

/**
 * Locks, role assignments and the like at a scope. Locks: at the scope and below it. Role assignments and definitions:
 * also those inherited from above. `$filter=atScope()` leaves out what lies below and keeps what is inherited.
 * @see https://learn.microsoft.com/rest/api/authorization/role-assignments/list-for-scope
 */
export function extensionRows({ path, rule, incoming, state }: ArmRead): readonly ArmResource[] {
  const filter = incoming.url.searchParams.get('$filter') ?? '';
  const atScope = /\batScope\(\)/i.test(filter);
  const roleName = /\broleName\s+eq\s+'([^']+)'/i.exec(filter)?.[1];
  if (roleName !== undefined) return builtInRole(roleName, path.subscriptionId ?? '');
  const principalId = /\b(?:principalId\s+eq\s+|assignedTo\()'([^']+)'/i.exec(filter)?.[1]?.toLowerCase();
  const inherits = atScope || !rule.type.endsWith('/locks');
  return state.index.list(rule.type, '').filter((row) => {
    const at = parseArmPath(row.id)?.scope ?? '';
    const isListed = (!atScope && isWithin(at, path.scope)) || (inherits && isWithin(path.scope, at));
    if (!isListed) return false;
    return principalId === undefined || String(row.properties?.['principalId']).toLowerCase() === principalId;
  });
}

/** Role definitions by name, as `az role assignment create` looks for one. */
function builtInRole(name: string, subscriptionId: string): readonly ArmResource[] {
  return Object.entries(builtInRoles)
    .filter(([each]) => each.toLowerCase() === name.toLowerCase())
    .map(([roleName, id]) => ({
      id: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${id}`,
      name: id,
      type: 'Microsoft.Authorization/roleDefinitions',
      properties: { roleName, type: 'BuiltInRole' },
    }));
}
