import type { ArmRead } from '../../src/arm/arm-read.ts';

/** A role definition as `az role definition create` takes it; the Bicep modules read the same file. */
export interface RoleDefinition {
  readonly Name: string;
  readonly IsCustom: true;
  readonly Description: string;
  readonly Actions: readonly string[];
  readonly NotActions: readonly string[];
  readonly DataActions: readonly string[];
  readonly NotDataActions: readonly string[];
  readonly AssignableScopes: readonly string[];
}

/** The least role of an audit: the read action of each read, once. Anything but a read is never part of it. */
export function auditRole(reads: Iterable<ArmRead>): RoleDefinition {
  return {
    Name: 'kubenet-audit reader',
    IsCustom: true,
    Description:
      'Reads what kubenet-audit needs to judge AKS clusters on kubenet. No write, no secret, no Kubernetes API.',
    Actions: [...new Set([...reads].map(({ action }) => action).filter(isRead))].sort(),
    NotActions: [],
    DataActions: [],
    NotDataActions: [],
    AssignableScopes: ['/subscriptions/00000000-0000-0000-0000-000000000000'],
  };
}

export function isRead(action: string): boolean {
  return action.endsWith('/read');
}
