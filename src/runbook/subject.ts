import type { MoveFacts, OwnRoute } from '../model/move-facts.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import type { ClusterReport } from '../model/report.ts';
import { isAtOrBelow, resourceGroupId, sameResource } from '../model/resource-id.ts';
import { type AddressPlan, addressPlan } from '../plan/address-plan.ts';
import { type Render, renderFor } from './step.ts';

interface MostNodes {
  readonly limit: number;
  /** Whose limit it is: the pod CIDR's, or that of AKS on kubenet. */
  readonly code: 'IP-003' | 'HEAD-004';
  /** Whether the pod CIDR then holds what the maxima were. */
  readonly isForNow: boolean;
}

/** The cluster a runbook is for, with what its steps ask again and again. */
export interface Subject {
  readonly report: ClusterReport;
  readonly move: MoveFacts;
  readonly render: Render;
  /** The check, where it fails and nobody has waived it. */
  failing(code: string): CheckOutcome | undefined;
  /** Of the node subnets; empty where they could not be read. */
  readonly tableIds: readonly string[];
  readonly nodeSubnetIds: readonly string[];
  /** On the tables, and holding no nodes of the cluster. */
  readonly foreignSubnetIds: readonly string[];
  /** Routes that the migration deletes with a table of AKS's. */
  readonly doomedRoutes: readonly OwnRoute[];
  /** What becomes of the pod CIDR on Overlay. */
  readonly addresses: AddressPlan;
  /** Nodes that all pools together may have for AKS to take the update; null where they may have no more. */
  readonly mostNodes: MostNodes | null;
  /** A table in the cluster's own resource group that takes them. */
  readonly ownTable: { readonly name: string; readonly id: string };
}

/** Undefined for a report of an earlier version, which does not hold what a migration needs. */
export function subjectOf(report: ClusterReport, onPremises: readonly string[]): Subject | undefined {
  const { move, network } = report;
  if (move === undefined) return undefined;
  const tableIds = network.routeTableIds ?? [];
  const isManaged = (id: string) =>
    move.nodeResourceGroup !== null && isAtOrBelow(id, resourceGroupId(report.subscriptionId, move.nodeResourceGroup));
  const ownTable = `rt-${report.name}-own`;
  const addresses = addressPlan(report, onPremises);
  return {
    report,
    move,
    render: renderFor(report),
    failing: (code) =>
      report.checks.find((each) => each.code === code && each.status === 'fail' && each.waiver === null),
    tableIds,
    nodeSubnetIds: network.nodeSubnetIds ?? [],
    foreignSubnetIds: (network.picture?.routeTables ?? []).flatMap(({ foreignSubnetIds }) => foreignSubnetIds ?? []),
    doomedRoutes: (move.ownRoutes ?? []).filter(({ routeTableId }) => isManaged(routeTableId)),
    addresses,
    mostNodes: mostNodes(report, addresses),
    ownTable: {
      name: ownTable,
      id: `${resourceGroupId(report.subscriptionId, report.resourceGroup)}/providers/Microsoft.Network/routeTables/${ownTable}`,
    },
  };
}

/** AKS compares the pools' maxima with the blocks of the pod CIDR, and with what it allows a kubenet cluster, whoever waived a check. */
function mostNodes({ headroom }: ClusterReport, { lowerMaximaTo, way }: AddressPlan): MostNodes | null {
  const isForNow = way === 'keep' || way === 'expand';
  const ofKubenet = headroom.limits.find(({ name }) => name === 'aksNodeLimit');
  const { capacity = null, peak = null } = ofKubenet ?? {};
  const isAbove = capacity !== null && peak !== null && peak > capacity;
  if (isAbove && (lowerMaximaTo === null || capacity < lowerMaximaTo))
    return { limit: capacity, code: 'HEAD-004', isForNow };
  return lowerMaximaTo === null ? null : { limit: lowerMaximaTo, code: 'IP-003', isForNow };
}

/** `vnet-shop/nodes`. */
export function subnetName(id: string): string {
  return id
    .split('/')
    .filter((_, index, all) => index === all.length - 3 || index === all.length - 1)
    .join('/');
}

export function isGatewaySubnet({ move }: Subject, subnetId: string): boolean {
  return move.gateways.some((gateway) => gateway.subnetId !== null && sameResource(gateway.subnetId, subnetId));
}
