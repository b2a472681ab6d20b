/**
 * The waits between empty polls: randomised and exponential from `minimumMs` up to `maximumMs`.
 * Source: RandomizedExponentialBackoffStrategy of Azure/azure-webjobs-sdk. `random` returns [0, 1).
 */
export function createPollingBackoff(minimumMs: number, maximumMs: number, random: () => number) {
  let exponent = 0;
  return {
    /** How long to wait now; each call without `reset` in between waits longer. */
    next(): number {
      const increment = exponent === 0 ? 0 : minimumMs * (0.8 + 0.4 * random()) * 2 ** (exponent - 1);
      const wait = Math.min(minimumMs + increment, maximumMs);
      if (wait < maximumMs) {
        exponent += 1;
      }
      return wait;
    },
    reset(): void {
      exponent = 0;
    },
  };
}
