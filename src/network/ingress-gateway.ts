import type { ManagedCluster } from '../model/azure/managed-cluster.ts';

/**
 * Whether the Application Gateway Ingress Controller runs as an add-on. Azure leaves out the profile of an add-on that was never on; a
 * profile that does not say whether it is on may be.
 */
export function hasIngressGateway({ addonProfiles }: ManagedCluster): boolean | undefined {
  const profile = addonProfiles?.ingressApplicationGateway;
  return profile === undefined ? false : profile.enabled;
}

/** The application gateway of that add-on: the one it uses, else the one it was given. */
export function ingressGatewayId({ addonProfiles }: ManagedCluster): string | undefined {
  const config = addonProfiles?.ingressApplicationGateway?.config;
  return config?.effectiveApplicationGatewayId || config?.applicationGatewayId || undefined;
}
