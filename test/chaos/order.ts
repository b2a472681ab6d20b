import { z } from 'zod';
import hostJson from '../../host.json' with { type: 'json' };

export const { maxDequeueCount } = hostJson.extensions.queues;

/** What a worker is told to do: a timer's occurrence, or a message of a queue. */
export const orderSchema = z.object({
  kind: z.enum(['schedule', 'sweep', 'alertSweep', 'work', 'poison', 'alert']),
  /** The worker's clock, in milliseconds since 1970. */
  at: z.number(),
  /** Of the message; null for a timer. */
  content: z.unknown(),
});
export type Order = z.infer<typeof orderSchema>;
