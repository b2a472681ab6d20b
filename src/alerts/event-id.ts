import { createHash } from 'node:crypto';

/** Short, and the same for the same parts: an id that a second attempt makes again. */
export function stableId(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
