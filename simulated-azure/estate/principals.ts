import type { EstateSubscription, Principal } from './estate.ts';

/** Contoso's Microsoft Entra tenant, home of every principal. */
export const contosoTenantId = '7f3c1d52-6a0e-4b8e-9c55-0c7d0a3b51c0';
/** The tenant of the company whose subscription is delegated to Contoso with Azure Lighthouse. */
export const fabrikamTenantId = 'b2a41e0f-98d7-4d0c-8f3a-54e6b1c7d9f2';

/** Ids of the people who can sign in; the secrets guard nothing but a simulation on loopback. */
export const signIns = {
  auditor: {
    clientId: '1d0a6f7e-2c83-4f5d-9b16-a1f0c2b4d8e1',
    objectId: 'c6f2b9d4-51e7-4a3c-8d20-7be94f1a6c35',
    clientSecret: 'simulated-auditor-secret',
  },
  auditorIdentity: {
    clientId: '84b7e3c9-0f5a-4d62-a7c8-3e19d5f0b264',
    objectId: '2e5d8c71-b4a9-4f06-93d7-f8c01a6e7b42',
  },
  nobody: {
    clientId: '5c9e0b3a-7d14-48f2-b6a5-e2d783c4f190',
    objectId: '9a1b7e4d-3c68-4250-8ef9-06d5c2b8a713',
    clientSecret: 'simulated-nobody-secret',
  },
  /** Somebody who migrates clusters: no estate has them unless a test puts them in, with rights to write. */
  operator: {
    clientId: 'b7a2c6d1-4e93-4f08-8a5d-19c3e7f0a6b2',
    objectId: 'f3d8e0a4-6b17-4c29-9e52-7a1b0c4d8f36',
    clientSecret: 'simulated-operator-secret',
  },
} as const;

/**
 * The auditor app and a managed identity that read every subscription but `refusing`, which they can only see in the list,
 * because a grant of another kind makes it appear there; and somebody without any grant.
 */
export function principalsFor(subscriptions: readonly EstateSubscription[], refusing: string): readonly Principal[] {
  const grants = subscriptions.map(({ subscriptionId }) => ({
    scope: `/subscriptions/${subscriptionId}`,
    actions: subscriptionId === refusing ? ['Microsoft.Insights/alertRules/read'] : ['*/read'],
  }));

  return [
    { ...signIns.auditor, grants },
    { ...signIns.auditorIdentity, grants },
    { ...signIns.nobody, grants: [] },
  ];
}
