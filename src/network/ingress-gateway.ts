import type { ManagedCluster } from '../model/azure/managed-cluster.ts';

/** Whether the Application Gateway Ingress Controller runs as an add-on. */
export function hasIngressGateway({ addonProfiles }: ManagedCluster): boolean {
  return addonProfiles?.ingressApplicationGateway?.enabled === true;
}

/** The application gateway of that add-on: the one it uses, else the one it was given. */
export function ingressGatewayId({ addonProfiles }: ManagedCluster): string | undefined {
  const config = addonProfiles?.ingressApplicationGateway?.config;
  return config?.effectiveApplicationGatewayId || config?.applicationGatewayId || undefined;
}
