import { parseCidr } from './cidr.ts';

/** Whether two texts are one address, in whatever spelling: `FD00::A` is `fd00:0:0::a`. A text that is no address equals nothing. */
export function sameIpAddress(a: string, b: string): boolean {
  const [left, right] = [parseAddress(a), parseAddress(b)];
  return left !== undefined && right !== undefined && left.family === right.family && left.first === right.first;
}

function parseAddress(text: string) {
  const address = text.trim();
  return parseCidr(`${address}/${address.includes(':') ? 128 : 32}`);
}
