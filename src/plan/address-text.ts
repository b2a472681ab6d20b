import { agrees, countOf } from '../model/count-of.ts';
import type { AddressPlan } from './address-plan.ts';

/** What becomes of the addresses, in one or two sentences with what to do. */
export function addressText(plan: AddressPlan): string {
  const gaps = plan.unknown.length === 0 ? '' : ' Not everything around the cluster could be read: check it before.';
  return `${wayText(plan)}${gaps}`;
}

function wayText(plan: AddressPlan): string {
  const { way, blocks, needed, superset, newPodCidr, newServiceCidr } = plan;
  const room = `${fitText(blocks, needed)} at maximum with surge`;
  switch (way) {
    case 'keep':
      return `Migrate with today's pod CIDR: ${room}.${disputedText(plan)}`;
    case 'expand':
      return `Too small: ${room}. ${lowerText(plan)}Migrate with today's pod CIDR, then expand it to ${superset}.${disputedText(plan)}`;
    case 'newRange':
      return `${whyNot(plan)} ${lowerText(plan)}Give ${newPodCidr} with the update itself (--pod-cidr): documented, but disputed by one report. Where that is refused, build a new cluster with it.`;
    case 'newCluster':
      return `${whyNot(plan)} A service CIDR cannot be changed: build a new cluster with pod CIDR ${newPodCidr} and service CIDR ${newServiceCidr}.`;
    case 'none':
      return `${whyNot(plan)} No private range of that size is free: free one, or split the cluster.`;
    case 'unknown':
      return 'Not known: the pod CIDR or the number of nodes could not be read.';
    default:
      return way satisfies never;
  }
}

/** Both are known wherever a way was found. */
function fitText(blocks: number | null, needed: number | null): string {
  return `${agrees(blocks ?? 0, 'node fits', 'nodes fit')}, ${agrees(needed ?? 0, 'is', 'are')} needed`;
}

/** AKS checks the pools' maxima, not their surge, when the update is asked for. */
function lowerText({ lowerMaximaTo }: AddressPlan): string {
  return lowerMaximaTo === null
    ? ''
    : `Lower the pools' maxima to ${countOf(lowerMaximaTo, 'node')} in all first, and raise them afterwards. `;
}

function whyNot({ conflicts, blocks, needed }: AddressPlan): string {
  const [first, ...more] = conflicts.filter(({ effect }) => effect !== 'disputed');
  if (first === undefined) return `Too small: ${fitText(blocks, needed)}, and no larger range around it is free.`;
  const whose = first.of === 'pods' ? 'The pod CIDR' : 'The service CIDR';
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  return `${whose} ${first.range} meets ${kindWords[first.kind]} ${first.prefix}${others}.`;
}

/** What the documentation forbids, and nothing says that AKS refuses: each is said, since a check fails for it. */
function disputedText({ conflicts }: AddressPlan): string {
  const network = conflicts.some(({ kind, effect }) => kind === 'network' && effect === 'disputed');
  const reserved = conflicts.find(({ kind, effect }) => kind === 'reserved' && effect === 'disputed');
  return [
    network
      ? " It lies in the virtual network's address space where no subnet is: the documentation forbids it, AKS checks subnets only."
      : '',
    reserved === undefined
      ? ''
      : ` The service CIDR ${reserved.range} meets ${reserved.prefix}, which AKS reserves: no new cluster may have it, and whether the update is refused is not said. Only a new cluster has another one (IP-007).`,
  ].join('');
}

const kindWords = {
  subnet: 'the subnet',
  network: 'the address space',
  peered: 'the peered network',
  onPremises: 'the on-premises range',
  route: 'the route for',
  reserved: 'the range AKS reserves,',
  given: 'the range of the settings,',
  services: 'the service CIDR',
} as const;
