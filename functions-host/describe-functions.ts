import type { HttpEndpoint } from './http-routing.ts';
import type { QueueTrigger } from './queue-trigger.ts';
import type { HostedFunction } from './running-app.ts';
import type { TimerTrigger } from './timer-trigger.ts';

/** One function of the app, for display: what starts it and where. */
export type FunctionDescription =
  | {
      readonly name: string;
      readonly trigger: 'http';
      /** Route template with prefix, as in `/api/clusters/{key}`. */
      readonly route: string;
      readonly methods: readonly string[];
      readonly authLevel: 'anonymous' | 'function' | 'admin';
    }
  | { readonly name: string; readonly trigger: 'timer'; readonly schedule: string }
  | { readonly name: string; readonly trigger: 'queue'; readonly queueName: string }
  | { readonly name: string; readonly trigger: 'other' };

export interface Triggers {
  readonly endpoints: readonly HttpEndpoint[];
  readonly timers: ReadonlyMap<string, TimerTrigger>;
  readonly queues: ReadonlyMap<string, QueueTrigger>;
}

export function describeFunctions(
  functions: readonly HostedFunction[],
  triggers: Triggers,
): readonly FunctionDescription[] {
  return functions.map((fn): FunctionDescription => {
    const { name } = fn;
    const endpoint = triggers.endpoints.find((candidate) => candidate.fn === fn);
    const timer = triggers.timers.get(name);
    const queue = triggers.queues.get(name);
    if (endpoint !== undefined) {
      const authLevel = fn.trigger.authLevel ?? 'anonymous';
      return { name, trigger: 'http', route: `/${endpoint.template}`, methods: endpoint.methods, authLevel };
    }
    if (timer !== undefined) {
      return { name, trigger: 'timer', schedule: timer.schedule };
    }
    return queue === undefined ? { name, trigger: 'other' } : { name, trigger: 'queue', queueName: queue.queueName };
  });
}
