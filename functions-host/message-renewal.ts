import type { QueueClient } from '@azure/storage-queue';
import type { HostClock } from './host-clock.ts';

export interface RenewalOptions {
  readonly queue: QueueClient;
  readonly messageId: string;
  readonly popReceipt: string;
  readonly visibilityTimeoutMs: number;
  readonly intervalMs: number;
  readonly clock: HostClock;
  readonly stopping: AbortSignal;
  onFailure(error: unknown): void;
}

/**
 * Keeps a message invisible while it is being handled. `stop` ends that and returns the pop receipt that is valid then;
 * every renewal changes it. A renewal that fails is reported, and the next one tries again.
 */
export function renewMessage(options: RenewalOptions): { stop(): Promise<string> } {
  const { queue, messageId, clock } = options;
  const stopped = new AbortController();
  const signal = AbortSignal.any([stopped.signal, options.stopping]);
  let popReceipt = options.popReceipt;

  async function renew(): Promise<void> {
    await clock.sleep(options.intervalMs, signal);
    while (!signal.aborted) {
      try {
        const seconds = Math.ceil(options.visibilityTimeoutMs / 1000);
        const renewed = await queue.updateMessage(messageId, popReceipt, undefined, seconds);
        popReceipt = renewed.popReceipt ?? popReceipt;
      } catch (error) {
        options.onFailure(error);
      }
      await clock.sleep(options.intervalMs, signal);
    }
  }

  const renewing = renew();
  return {
    async stop() {
      stopped.abort();
      await renewing;
      return popReceipt;
    },
  };
}
