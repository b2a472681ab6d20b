import { z } from 'zod';
import { parseCidr } from './cidr.ts';

const { ipv4 } = z.regexes;

/** Whether two texts are one address, in whatever spelling: `FD00::A` is `fd00:0:0::a`. A text that is no address equals nothing. */
export function sameIpAddress(a: string, b: string): boolean {
  // An IPv4 address has one spelling, and every route of a node is compared with the node's addresses.
  if (ipv4.test(a.trim())) return a.trim() === b.trim();
  const [left, right] = [parseIpAddress(a), parseIpAddress(b)];
  return left !== undefined && right !== undefined && left.family === right.family && left.first === right.first;
}

/** A single address as a range of its own; undefined for a text that is none. */
export function parseIpAddress(text: string) {
  const address = text.trim();
  return parseCidr(`${address}/${address.includes(':') ? 128 : 32}`);
}
