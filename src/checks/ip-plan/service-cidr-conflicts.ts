import type { ManagedCluster } from '../../model/azure/managed-cluster.ts';
import type { VirtualNetwork } from '../../model/azure/virtual-network.ts';
import { type Cidr, contains, overlaps, parseCidrs } from '../../network/cidr.ts';
import { parseIpAddress } from '../../network/ip-address.ts';
import { lacksFamily, podCidrTexts, serviceCidrTexts } from '../../network/pod-cidrs.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { fail, type Judgement, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { overlayConcepts } from '../sources.ts';

export default defineCheck({
  code: 'IP-006',
  category: 'ipPlan',
  title: 'The service CIDR stands alone',
  failureTitle: 'The service CIDR conflicts with another range',
  severities: ['blocker', 'low'],
  condition:
    "Fails when a service CIDR overlaps a pod CIDR or a subnet of the nodes' virtual network (blocker), or when dnsServiceIP lies outside the service CIDRs (low).",
  why: 'AKS rejects Overlay with ranges that overlap, and addresses that mean two things reach one of them at most.',
  fix: {
    text: 'The service CIDR of a cluster cannot be changed: build a new cluster with another one and switch to it.',
    commands: [
      'az aks create --subscription {subscription} --resource-group {resourceGroup} --name {newCluster} --network-plugin azure --network-plugin-mode overlay --service-cidr {newServiceCidr} --dns-service-ip {newDnsServiceIp}',
    ],
  },
  sources: [overlayConcepts],
  needs: ['managedCluster'],

  evaluate({ managedCluster }, _context, { virtualNetworks, nodeSubnets }) {
    const { cidrs: services, malformed } = parseCidrs(serviceCidrTexts(managedCluster));
    if (malformed.length > 0) return unknown(`The service CIDR "${malformed.join('", "')}" is not a valid CIDR.`);
    if (services.length === 0) return unknown('The cluster states no service CIDR.');
    return assessEach([
      judgePods(managedCluster, services),
      ...judgeDns(managedCluster, services),
      ...(lacksFamily(managedCluster, texts(services))
        ? [cannotTell('The cluster is dual stack and states one service CIDR.')]
        : []),
      ...(virtualNetworks.known
        ? virtualNetworks.value.flatMap((network) => judgeNetwork(network, services))
        : [cannotTell(virtualNetworks.reason)]),
      // A network without a subnet that a pool names was not read in full.
      ...(nodeSubnets.known ? [] : [cannotTell(nodeSubnets.reason)]),
    ]);
  },
});

function judgePods(cluster: ManagedCluster, services: readonly Cidr[]): Judgement | Gap {
  const podTexts = podCidrTexts(cluster);
  const { cidrs: pods, malformed } = parseCidrs(podTexts);
  const evidence = { serviceCidrs: texts(services), podCidrs: podTexts };
  if (meet(services, pods)) return fail(cluster.id, 'The service CIDR overlaps the pod CIDR.', { evidence });
  if (malformed.length > 0 || pods.length === 0) return cannotTell('The pod CIDRs cannot be read.');
  if (lacksFamily(cluster, podTexts)) return cannotTell('The cluster is dual stack and states one pod CIDR.');
  return pass(cluster.id, 'The service CIDR does not overlap the pod CIDR.', { evidence });
}

function judgeDns({ id, networkProfile }: ManagedCluster, services: readonly Cidr[]): readonly (Judgement | Gap)[] {
  const dnsServiceIP = networkProfile?.dnsServiceIP;
  if (dnsServiceIP === undefined) return [cannotTell('The cluster states no DNS address.')];
  const address = parseIpAddress(dnsServiceIP);
  if (address === undefined) return [cannotTell(`The DNS address "${dnsServiceIP}" is not an address.`)];
  if (services.some((service) => contains(service, address))) return [];
  return [
    fail(id, `dnsServiceIP ${dnsServiceIP} lies outside the service CIDR.`, {
      severity: 'low',
      evidence: { serviceCidrs: texts(services), dnsServiceIP },
    }),
  ];
}

function judgeNetwork(network: VirtualNetwork, services: readonly Cidr[]): readonly (Judgement | Gap)[] {
  return network.subnets.map(({ id, name, addressPrefixes }) => {
    const { cidrs, malformed } = parseCidrs(addressPrefixes);
    const evidence = { serviceCidrs: texts(services), addressPrefixes };
    if (meet(services, cidrs)) return fail(id, `Subnet ${name} overlaps the service CIDR.`, { evidence });
    if (malformed.length > 0 || cidrs.length === 0) {
      return cannotTell(`The address prefixes of subnet ${name} cannot be read.`);
    }
    return pass(id, `Subnet ${name} does not overlap the service CIDR.`, { evidence });
  });
}

function meet(some: readonly Cidr[], others: readonly Cidr[]): boolean {
  return some.some((one) => others.some((other) => overlaps(one, other)));
}

function texts(cidrs: readonly Cidr[]): readonly string[] {
  return cidrs.map(({ text }) => text);
}
