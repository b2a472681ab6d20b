import Module from 'node:module';
import type { FunctionCallback, FunctionMetadata, LogLevel, ProgrammingModel } from './rpc-types.ts';

const coreModuleId = '@azure/functions-core';

const hookNames = ['appStart', 'appTerminate', 'preInvocation', 'postInvocation', 'log'] as const;
export type HookName = (typeof hookNames)[number];
export type HookCallback = (context: unknown) => unknown;

/** Everything an app registered while it was loaded. */
export interface AppRegistrations {
  readonly functions: Map<string, { readonly metadata: FunctionMetadata; readonly handler: FunctionCallback }>;
  readonly hooks: Record<HookName, HookCallback[]>;
  /** After startup the platform refuses new functions; hooks may still come and go. */
  functionsLocked: boolean;
}

export function createRegistrations(): AppRegistrations {
  return {
    functions: new Map(),
    hooks: { appStart: [], appTerminate: [], preInvocation: [], postInvocation: [], log: [] },
    functionsLocked: false,
  };
}

/** Where registrations and system log lines of the library go. */
export interface CoreTarget {
  readonly registrations: AppRegistrations;
  log(level: LogLevel, message: string): void;
}

// The library keeps the module it was given for the life of the process and names its model only once,
// so there is one core object per process, and only its target changes.
let target: CoreTarget | undefined;
let model: ProgrammingModel | undefined;

/** The model the library announced, or undefined when nothing was registered through it. */
export function getProgrammingModel(): ProgrammingModel | undefined {
  return model;
}

/**
 * Answers `require('@azure/functions-core')` with this host, as the Node.js worker does in Azure, until the returned
 * function is called. Must run before the app is loaded: the library asks once and remembers the answer.
 */
export function installFunctionsCore(newTarget: CoreTarget): () => void {
  if (target !== undefined) {
    throw new Error(
      'A functions host is already running in this process. Stop it, or start the other in its own process.',
    );
  }
  target = newTarget;
  const original = Module.prototype.require;
  Module.prototype.require = new Proxy(original, {
    apply: (require, self, args: [string]) =>
      args[0] === coreModuleId ? functionsCore : Reflect.apply(require, self, args),
  });
  return () => {
    Module.prototype.require = original;
    target = undefined;
  };
}

const functionsCore = {
  version: '3.13.0',
  hostVersion: '4.1000.0',
  setProgrammingModel: (value: ProgrammingModel) => {
    model = value;
  },
  getProgrammingModel,
  registerFunction,
  registerHook,
  log: (level: LogLevel, _category: string, message: string) => target?.log(level, message),
  Disposable: {
    from: (...parts: { dispose(): void }[]) => disposable(() => parts.forEach((part) => void part.dispose())),
  },
};

function registerFunction(metadata: FunctionMetadata, handler: FunctionCallback) {
  const registrations = target?.registrations;
  if (registrations === undefined || registrations.functionsLocked) {
    throw systemError(new Error('A function can only be registered during app startup.'));
  }
  const key = metadata.name.toLowerCase();
  if (registrations.functions.has(key)) {
    throw systemError(new Error(`A function with id "${metadata.name}" has already been registered.`));
  }
  registrations.functions.set(key, { metadata, handler });
  return disposable(() => {
    if (registrations.functionsLocked) {
      throw systemError(new Error('A function can only be disposed during app startup.'));
    }
    registrations.functions.delete(key);
  });
}

function registerHook(name: string, callback: HookCallback) {
  const known = hookNames.find((candidate) => candidate === name);
  if (known === undefined) {
    throw systemError(new RangeError(`Unrecognized hook "${name}"`));
  }
  const hooks = target?.registrations.hooks[known] ?? [];
  hooks.push(callback);
  return disposable(() => {
    const index = hooks.indexOf(callback);
    if (index >= 0) {
      hooks.splice(index, 1);
    }
  });
}

// The library tells its own errors from the app's by this flag.
function systemError(error: Error): Error {
  return Object.assign(error, { isAzureFunctionsSystemError: true });
}

function disposable(dispose: () => void) {
  return { dispose };
}
