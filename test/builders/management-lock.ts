import type { ManagementLock } from '../../src/model/azure/authorization.ts';

/** The lock named keep, as ARM lists it, with the scope that its id states. */
export function aLock(scopeId: string, level = 'CanNotDelete'): ManagementLock & { scopeId: string } {
  return { id: `${scopeId}/providers/Microsoft.Authorization/locks/keep`, name: 'keep', level, scopeId };
}
