import type { ManagedCluster } from '../model/azure/managed-cluster.ts';
import { hasIngressGateway } from '../network/ingress-gateway.ts';
import { type Assessment, notApplicable } from './assessment.ts';
import { azuresDefault } from './azures-default.ts';

/** Of a cluster without the Application Gateway add-on; undefined where it is on, or may be. */
export function whyNoGateway(cluster: ManagedCluster): Assessment | undefined {
  if (hasIngressGateway(cluster) !== false) return undefined;
  const isStated = cluster.addonProfiles?.ingressApplicationGateway !== undefined;
  return notApplicable(`The ingress controller add-on is ${isStated ? 'off' : `${azuresDefault}, which is off`}.`);
}
