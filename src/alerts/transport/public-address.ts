import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { isPrivateHost } from './allowed-host.ts';
import { lasting } from './errors.ts';

/**
 * Addresses that are not on the public internet: private, loopback, link-local (with the metadata service), shared, benchmark,
 * documentation, multicast, reserved; and Azure's platform address.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
const special4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Of the one range that is routed at all, 2000::/3: what carries IPv4 inside, and documentation. */
const special6: readonly [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const notPublic = new BlockList();
for (const [network, prefix] of special4) notPublic.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of special6) notPublic.addSubnet(network, prefix, 'ipv6');
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');

export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !notPublic.check(address, 'ipv4');
  return family === 6 && global6.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}

/** Every address that a name stands for; the system's resolver unless a test brings its own. */
export type ResolveName = (
  hostname: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export const resolveName: ResolveName = (hostname) =>
  new Promise((resolve, reject) => {
    lookup(hostname, { all: true }, (error, addresses) => (error === null ? resolve(addresses) : reject(error)));
  });

/**
 * The addresses that may be connected to: all that the name has. Throws when one is private and the host is not among those that
 * may be: a name that is half inside is not trusted.
 */
export async function allowedAddresses(hostname: string, privateHosts: readonly string[], resolve: ResolveName) {
  const literal = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(literal);
  const addresses = family === 0 ? await resolve(hostname) : [{ address: literal, family }];
  if (!isPrivateHost(hostname, privateHosts) && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw lasting(
      `${hostname} is at a private address: add it to privateHosts in the alert settings if that is meant.`,
    );
  }
  return addresses;
}

/** For a connection: looks up nothing, so that what was checked is what is connected to. */
export function pinnedLookup(
  addresses: readonly { readonly address: string; readonly family: number }[],
): LookupFunction {
  return (_hostname, options, callback) => {
    const wanted = addresses.filter(({ family }) => !options.family || options.family === family);
    const [first] = wanted;
    if (first === undefined) callback(new Error('The name has no address of the family.'), '', 0);
    else if (options.all === true) callback(null, [...wanted]);
    else callback(null, first.address, first.family);
  };
}
