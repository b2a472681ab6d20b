import { aksPodCidr, azurermMigratesFrom } from '../dated-defaults.ts';
import { planMustSay } from '../judge/advice.ts';
import type { ClaimedWay, ClusterClaim } from '../judge/claim.ts';
import type { IacFinding } from '../judge/finding.ts';
import { saidNetwork, sureValues } from '../judge/said-network.ts';
import type { Place } from '../text/place.ts';
import { textOf, type UnknownValue, type Value } from '../value/value.ts';

/**
 * What variable files do that move a cluster from the kubenet of another set of values to Overlay: azurerm replaces it on that way where its
 * version is too old, or where the pod CIDR changes too. Whether it is one cluster its name tells.
 */
export function moveFindings(claim: ClusterClaim): IacFinding[] {
  const { ways } = claim;
  const networks = ways.map((way) => ({ ...way, network: saidNetwork(way.claim, sureValues) }));
  const before = networks.filter(({ network }) => network === 'kubenet');
  const after = networks.filter(({ network }) => network === 'overlay');
  return after.flatMap((to) => {
    const from = before.flatMap((each) => moved(each, to));
    const sure = from.find(({ isSame }) => isSame) ?? from[0];
    return sure === undefined ? [] : movedFindings(claim, sure);
  });
}

interface Move {
  readonly from: ClaimedWay;
  readonly to: ClaimedWay;
  /** Whether both are surely one cluster; where not, nothing says that they are two. */
  readonly isSame: boolean;
}

function moved(from: ClaimedWay, to: ClaimedWay): Move[] {
  const [a, b] = [from.claim.cluster, to.claim.cluster];
  const likeness = [alike(a?.name, b?.name), alike(a?.resourceGroup, b?.resourceGroup)];
  if (likeness.includes('differs')) return [];
  // Of two files that both have to be named each may be another cluster's.
  const isAsked = from.named !== undefined && to.named !== undefined;
  const areWritten = [a?.name, a?.resourceGroup].every((each) => textOf(each) !== undefined);
  if (isAsked && !(areWritten && likeness.every((each) => each === 'same'))) return [];
  return [{ from, to, isSame: likeness[0] === 'same' }];
}

function alike(a: Value | undefined, b: Value | undefined): 'same' | 'open' | 'differs' {
  const [x, y] = [textOf(a)?.toLowerCase(), textOf(b)?.toLowerCase()];
  if (x !== undefined && y !== undefined) return x === y ? 'same' : 'differs';
  if (a === undefined && b === undefined) return 'same';
  return a?.kind === 'unknown' && b?.kind === 'unknown' && sameGap(a, b) ? 'same' : 'open';
}

/** Not known for one reason, and known in the same parts. */
function sameGap(a: UnknownValue, b: UnknownValue): boolean {
  return a.reason === b.reason && JSON.stringify(a.pieces) === JSON.stringify(b.pieces);
}

function movedFindings(claim: ClusterClaim, move: Move): IacFinding[] {
  return [...replacedByVersion(claim, move), ...replacedByRange(claim, move)];
}

function replacedByVersion(claim: ClusterClaim, move: Move): IacFinding[] {
  const { provider, plugin } = move.to.claim;
  if (provider?.replaces !== true || plugin === undefined) return [];
  const { version } = azurermMigratesFrom;
  const why = `azurerm (${provider.said}) replaces a kubenet cluster on that way, as every version before ${version} does`;
  const instead = planMustSay(`First raise azurerm to ${version} or later.`);
  return [finding(claim, move, sureValues(plugin)[0]?.at ?? claim.at, 'to Overlay', why, instead)];
}

function replacedByRange(claim: ClusterClaim, move: Move): IacFinding[] {
  const [[from], [to]] = [rangesOf(move.from.claim), rangesOf(move.to.claim)];
  const [old, range] = [rangeText(from), rangeText(to)];
  // A range that is left out stays what it is.
  if (old === undefined || range === undefined || range === '' || to === undefined) return [];
  const had = old === '' ? aksPodCidr : old;
  if (had === range) return [];
  const where = old === '' ? `${had}, AKS's own,` : had;
  const why = 'azurerm replaces a cluster for a changed pod_cidr (3.116 to 5.2 do)';
  const instead = planMustSay(
    `Keep the pod CIDR at ${had}, if that is what the cluster has ("az aks show … --query networkProfile.podCidr"), or leave it out. A wider range comes after the migration, with "az aks update --pod-cidr", and then in the code.`,
  );
  return [finding(claim, move, to.at, `to Overlay and its pod CIDR from ${where} to ${range}`, why, instead)];
}

function rangesOf({ podCidr }: ClusterClaim) {
  return podCidr === undefined ? [undefined] : sureValues(podCidr);
}

/** Empty for one that is not said; undefined for one that is not known. */
function rangeText(value: Value | undefined): string | undefined {
  return value === undefined || value.kind === 'null' ? '' : textOf(value)?.trim();
}

function finding(
  claim: ClusterClaim,
  { from, to, isSame }: Move,
  at: Place,
  what: string,
  why: string,
  instead: string,
): IacFinding {
  const before = from.named ?? 'what is applied without it';
  const moves = `${to.named ?? at.file} moves ${claim.subject} from kubenet (${before}) ${what}, and ${why}`;
  const sure = `${moves}: everything in it would be gone.`;
  const open = `${moves}. Whether its cluster was made with kubenet the code does not tell: ask "az aks show … --query networkProfile", or join it with an audit (--report run.json).`;
  return {
    at,
    verdict: isSame ? 'destroys-cluster' : 'unknown',
    language: claim.language,
    subject: claim.subject,
    why: isSame ? sure : open,
    values: [],
    usedAt: [claim.at],
    instead: isSame ? instead : `Where it is on kubenet: ${instead}`,
    cluster: claim,
  };
}
