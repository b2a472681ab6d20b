function toNumber(address: string): number {
  return address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

/** The IPv4 address `offset` places after the first of `cidr`; does not check that it is still inside. */
export function addressAt(cidr: string, offset: number): string {
  const [network = '0.0.0.0'] = cidr.split('/');
  const value = toNumber(network) + offset;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

/** Addresses of an IPv4 subnet that Azure hands out: it keeps the first four and the last. */
export function usableAddresses(cidr: string): number {
  return 2 ** (32 - Number(cidr.split('/')[1])) - 5;
}

/**
 * The pod range of a cluster's `index`-th node: a /24 of an IPv4 range, a /80 of an IPv6 /64 whose text ends in `::`.
 */
export function nodePodCidr(podCidr: string, index: number): string {
  if (!podCidr.includes(':')) {
    return `${addressAt(podCidr, index * 256)}/24`;
  }
  const [network = ''] = podCidr.split('/');
  return index === 0 ? `${network}/80` : `${network.slice(0, -2)}:0:${index.toString(16)}::/80`;
}

/** The IPv6 address of a node: `hostPart` after the network of a /64 whose text ends in `::`. */
export function ipv6AddressAt(cidr: string, hostPart: number): string {
  const [network = ''] = cidr.split('/');
  return `${network}${hostPart.toString(16)}`;
}
