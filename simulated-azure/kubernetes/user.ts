import { includesAudience } from '../entra/audience.ts';
import type { KubernetesCluster } from '../estate/kubernetes-cluster.ts';
import type { SimulationState } from '../simulation-state.ts';
import type { Incoming } from '../wire/incoming.ts';

/** The application that AKS clusters take tokens for. */
export const aksServerApplication = '6dae42f8-4368-4678-94ff-3960e28e3630';

export interface User {
  readonly objectId: string;
  readonly isLocalAdministrator: boolean;
}

/** Who asks: by certificate where the cluster has local accounts, else by a token for AKS's application. Null for nobody. */
export async function userOf(
  incoming: Incoming,
  { signIn }: KubernetesCluster,
  state: SimulationState,
): Promise<User | null> {
  if (signIn === 'certificate') {
    return incoming.certificateSubject === undefined
      ? null
      : { objectId: incoming.certificateSubject, isLocalAdministrator: true };
  }
  const token = /^Bearer (.+)$/i.exec(incoming.headers['authorization'] ?? '')?.[1];
  const claims = token === undefined ? null : await state.tokens.read(token);
  if (claims === null || !includesAudience([aksServerApplication], claims.audience)) return null;
  const isAlive = claims.expiresAt > state.now().getTime() / 1000 && claims.issuedAt >= state.tokensValidFrom;
  return isAlive ? { objectId: claims.objectId, isLocalAdministrator: false } : null;
}
