/** `1 node`, `2 nodes`, `0 nodes`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** The verb that goes with a number: `1 is`, `2 are`. */
export function agrees(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
