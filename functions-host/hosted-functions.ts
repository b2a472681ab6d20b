import type { AppRegistrations } from './functions-core.ts';
import type { HostedFunction } from './running-app.ts';

const functionName = /^[a-z][a-z0-9_-]{0,127}$/i;
const supportedTriggers = ['httptrigger', 'timertrigger', 'queuetrigger', 'warmuptrigger'];
const supportedOutputs = ['http', 'queue'];

/** The app's functions; refuses what this host would silently not do (other triggers, inputs, outputs, bad names). */
export function listFunctions(registrations: AppRegistrations): readonly HostedFunction[] {
  return [...registrations.functions.values()].map(({ metadata, handler }) => {
    const { name } = metadata;
    if (!functionName.test(name) || name.toLowerCase() === 'host') {
      throw new Error(`Function name "${name}" is not valid: a letter, then up to 127 letters, digits, "_" or "-".`);
    }
    const bindings = Object.values(metadata.bindings);
    const trigger = bindings.find((binding) => /trigger$/i.test(binding.type));
    if (trigger === undefined || !supportedTriggers.includes(trigger.type.toLowerCase())) {
      throw new Error(
        `Function ${name} has trigger ${trigger?.type ?? '(none)'}; this host runs http, timer and queue.`,
      );
    }
    for (const binding of bindings) {
      const supported = binding === trigger || supportedOutputs.includes(binding.type.toLowerCase());
      if (!supported || (binding !== trigger && binding.direction !== 'out')) {
        throw new Error(
          `Function ${name} has an ${binding.direction} binding ${binding.type}; this host writes http and queue outputs.`,
        );
      }
    }
    return { name, trigger, metadata, handler };
  });
}

/** Whether the function's trigger is of the given kind, whatever its case. */
export function hasTrigger(fn: HostedFunction, type: 'httpTrigger' | 'timerTrigger' | 'queueTrigger'): boolean {
  return fn.trigger.type.toLowerCase() === type.toLowerCase();
}
