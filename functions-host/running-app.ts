import type { HookCallback, HookName } from './functions-core.ts';
import type { HostLog } from './host-log.ts';
import type { BindingInfo, FunctionCallback, FunctionMetadata, ProgrammingModel } from './rpc-types.ts';

/** One registered function with its trigger picked out. */
export interface HostedFunction {
  readonly name: string;
  readonly trigger: BindingInfo;
  readonly metadata: FunctionMetadata;
  readonly handler: FunctionCallback;
}

/** A loaded app, as an invocation sees it. */
export interface RunningApp {
  readonly functions: readonly HostedFunction[];
  readonly hooks: Readonly<Record<HookName, readonly HookCallback[]>>;
  /** Shared by all hooks for the life of the app. */
  readonly appHookData: Record<string, unknown>;
  readonly model: ProgrammingModel;
  readonly log: HostLog;
  now(): Date;
}

/** Runs the hooks of one kind in the order they were registered, each with the same context; the first error ends it. */
export async function runHooks(hooks: readonly HookCallback[], context: unknown): Promise<void> {
  for (const hook of [...hooks]) {
    await hook(context);
  }
}
