import { categories } from '../model/finding.ts';
import type { FactName } from '../network/derived-facts.ts';
import newKubenetCluster from './deadline/new-kubenet-cluster.ts';
import retirementNotice from './deadline/retirement-notice.ts';
import retiringNetworkPlugin from './deadline/retiring-network-plugin.ts';
import type { Check, CheckMeta } from './define-check.ts';
import customIpMasquerading from './egress/custom-ip-masquerading.ts';
import httpProxy from './egress/http-proxy.ts';
import securityRules from './egress/security-rules.ts';
import userDefinedRouting from './egress/user-defined-routing.ts';
import { orphanRouteTable } from './estate/orphan-route-table.ts';
import { unfinishedMigration } from './estate/unfinished-migration.ts';
import aksNodeLimit from './headroom/aks-node-limit.ts';
import deallocatedNodes from './headroom/deallocated-nodes.ts';
import podCidrCeiling from './headroom/pod-cidr-ceiling.ts';
import routeUsage from './headroom/route-usage.ts';
import routesAtFullScale from './headroom/routes-at-full-scale.ts';
import routesDuringUpgrade from './headroom/routes-during-upgrade.ts';
import gatewayAddOn from './ingress/gateway-add-on.ts';
import gatewayNetwork from './ingress/gateway-network.ts';
import gatewayReachesPods from './ingress/gateway-reaches-pods.ts';
import gatewaySubnetSize from './ingress/gateway-subnet-size.ts';
import selfManagedController from './ingress/self-managed-controller.ts';
import addressesAtFullScale from './ip-plan/addresses-at-full-scale.ts';
import connectedRanges from './ip-plan/connected-ranges.ts';
import freeAddressesForSurge from './ip-plan/free-addresses-for-surge.ts';
import podCidrBlocksForOverlay from './ip-plan/pod-cidr-blocks-for-overlay.ts';
import podCidrOverlap from './ip-plan/pod-cidr-overlap.ts';
import publicPodCidr from './ip-plan/public-pod-cidr.ts';
import reservedRanges from './ip-plan/reserved-ranges.ts';
import serviceCidrConflicts from './ip-plan/service-cidr-conflicts.ts';
import autoUpgrade from './migration/auto-upgrade.ts';
import availabilitySetPools from './migration/availability-set-pools.ts';
import clusterIdentity from './migration/cluster-identity.ts';
import clusterPowerState from './migration/cluster-power-state.ts';
import clusterProvisioningState from './migration/cluster-provisioning-state.ts';
import computeQuotaForSurge from './migration/compute-quota-for-surge.ts';
import customRoutesOnManagedTable from './migration/custom-routes-on-managed-table.ts';
import dcsv2VmSizes from './migration/dcsv2-vm-sizes.ts';
import dualStack from './migration/dual-stack.ts';
import foreignSubnetsOnRouteTable from './migration/foreign-subnets-on-route-table.ts';
import identityRights from './migration/identity-rights.ts';
import infrastructureCode from './migration/infrastructure-code.ts';
import kubernetesVersion from './migration/kubernetes-version.ts';
import locks from './migration/locks.ts';
import networkNameLengths from './migration/network-name-lengths.ts';
import nodeDisruptionPolicy from './migration/node-disruption-policy.ts';
import nodeImageGeneration from './migration/node-image-generation.ts';
import nodePoolState from './migration/node-pool-state.ts';
import spotPools from './migration/spot-pools.ts';
import surgeDisabled from './migration/surge-disabled.ts';
import calico from './network-policy/calico.ts';
import calicoRemovalVersion from './network-policy/calico-removal-version.ts';
import calicoResources from './network-policy/calico-resources.ts';
import ipBlocksBeforeCilium from './network-policy/ip-blocks-before-cilium.ts';
import policiesUnenforced from './network-policy/policies-unenforced.ts';
import selfManagedEngine from './network-policy/self-managed-engine.ts';
import targetEngine from './network-policy/target-engine.ts';
import basicLoadBalancer from './platform/basic-load-balancer.ts';
import kubernetesSupport from './platform/kubernetes-support.ts';
import podIdentity from './platform/pod-identity.ts';
import collidingUserRoute from './route-table/colliding-user-route.ts';
import competingWriter from './route-table/competing-writer.ts';
import defaultRouteMissing from './route-table/default-route-missing.ts';
import duplicateRoutes from './route-table/duplicate-routes.ts';
import ipForwardingOff from './route-table/ip-forwarding-off.ts';
import legacyRouteNames from './route-table/legacy-route-names.ts';
import nodeWithoutRoute from './route-table/node-without-route.ts';
import routeProvisioning from './route-table/route-provisioning.ts';
import severalRouteTables from './route-table/several-route-tables.ts';
import sharedRouteTable from './route-table/shared-route-table.ts';
import staleRoute from './route-table/stale-route.ts';
import subnetWithoutRouteTable from './route-table/subnet-without-route-table.ts';
import wrongNextHop from './route-table/wrong-next-hop.ts';
import wrongNextHopType from './route-table/wrong-next-hop-type.ts';
import disruptionBudgets from './workload/disruption-budgets.ts';
import singlePointsOfFailure from './workload/single-points-of-failure.ts';

/** Every check of a cluster, in report order. A test keeps the list equal to the folders. */
export const checks: readonly Check<FactName>[] = [
  retiringNetworkPlugin,
  retirementNotice,
  newKubenetCluster,
  kubernetesVersion,
  clusterPowerState,
  clusterProvisioningState,
  nodePoolState,
  availabilitySetPools,
  dcsv2VmSizes,
  networkNameLengths,
  clusterIdentity,
  identityRights,
  foreignSubnetsOnRouteTable,
  customRoutesOnManagedTable,
  locks,
  nodeDisruptionPolicy,
  dualStack,
  nodeImageGeneration,
  computeQuotaForSurge,
  surgeDisabled,
  spotPools,
  autoUpgrade,
  infrastructureCode,
  calico,
  calicoRemovalVersion,
  policiesUnenforced,
  calicoResources,
  selfManagedEngine,
  targetEngine,
  ipBlocksBeforeCilium,
  subnetWithoutRouteTable,
  severalRouteTables,
  sharedRouteTable,
  nodeWithoutRoute,
  staleRoute,
  wrongNextHop,
  duplicateRoutes,
  legacyRouteNames,
  wrongNextHopType,
  collidingUserRoute,
  ipForwardingOff,
  competingWriter,
  routeProvisioning,
  defaultRouteMissing,
  routeUsage,
  routesAtFullScale,
  routesDuringUpgrade,
  aksNodeLimit,
  podCidrCeiling,
  deallocatedNodes,
  freeAddressesForSurge,
  addressesAtFullScale,
  podCidrBlocksForOverlay,
  podCidrOverlap,
  connectedRanges,
  serviceCidrConflicts,
  reservedRanges,
  publicPodCidr,
  gatewayAddOn,
  gatewaySubnetSize,
  selfManagedController,
  gatewayNetwork,
  gatewayReachesPods,
  userDefinedRouting,
  securityRules,
  customIpMasquerading,
  httpProxy,
  kubernetesSupport,
  basicLoadBalancer,
  podIdentity,
  disruptionBudgets,
  singlePointsOfFailure,
];

/** Checks of what belongs to no cluster. */
export const estateChecks: readonly CheckMeta[] = [orphanRouteTable, unfinishedMigration];

/** Everything `checks` and `explain` know, by code. */
export const catalogue: readonly CheckMeta[] = [...checks, ...estateChecks].sort(byCategoryThenCode);

/** Every code that a finding, and so a waiver, can have. */
export const knownCodes: ReadonlySet<string> = new Set(catalogue.map(({ code }) => code));

/** Codes whose blocker a waiver may accept. */
export const reviewableCodes: ReadonlySet<string> = new Set(
  catalogue.filter(({ blockerUntilReviewed }) => blockerUntilReviewed).map(({ code }) => code),
);

function byCategoryThenCode(a: CheckMeta, b: CheckMeta): number {
  return (
    categories.indexOf(a.category) - categories.indexOf(b.category) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
  );
}
