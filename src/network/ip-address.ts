import { parseCidr } from './cidr.ts';

/** Whether two texts are one address, in whatever spelling: `FD00::A` is `fd00:0:0::a`. A text that is no address equals nothing. */
export function sameIpAddress(a: string, b: string): boolean {
  const [left, right] = [parseIpAddress(a), parseIpAddress(b)];
  return left !== undefined && right !== undefined && left.family === right.family && left.first === right.first;
}

/** A single address as a range of its own; undefined for a text that is none. */
export function parseIpAddress(text: string) {
  const address = text.trim();
  return parseCidr(`${address}/${address.includes(':') ? 128 : 32}`);
}
