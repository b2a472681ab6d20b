import type {
  CoreInvocationContext,
  FunctionCallback,
  InvocationRequest,
  InvocationResponse,
  LogLevel,
} from './rpc-types.ts';
import { type HostedFunction, type RunningApp, runHooks } from './running-app.ts';

export interface InvocationOutcome {
  readonly response: InvocationResponse;
  /** Whether the handler (or a hook) produced something other than undefined and null. */
  readonly hasResult: boolean;
}

/**
 * Runs one invocation as the Node.js worker does: the library converts the inputs, preInvocation hooks may replace
 * inputs and handler, postInvocation hooks may replace result and error, the library converts the result.
 * Source: InvocationHandler of Azure/azure-functions-nodejs-worker.
 */
export async function invokeFunction(
  app: RunningApp,
  fn: HostedFunction,
  invocationId: string,
  request: InvocationRequest,
): Promise<InvocationOutcome> {
  const core = createCoreContext(app, fn, invocationId, request);
  const model = await app.model.getInvocationModel(core.context);
  const { context, inputs } = await model.getArguments();
  core.setInvocationContext(context);

  const hookData: Record<string, unknown> = {};
  const shared = { hookData, appHookData: app.appHookData, invocationContext: context };
  const pre: { inputs: unknown[]; functionCallback: FunctionCallback } = {
    ...shared,
    inputs,
    functionCallback: fn.handler,
  };
  await inState(core.context, 'preInvocationHooks', () => runHooks(app.hooks.preInvocation, pre));

  const post: { inputs: unknown[]; result: unknown; error: unknown } = {
    ...shared,
    inputs: pre.inputs,
    result: null,
    error: null,
  };
  try {
    post.result = await inState(core.context, 'invocation', () =>
      model.invokeFunction(context, pre.inputs, pre.functionCallback),
    );
  } catch (error) {
    // The worker lets a thrown null or undefined pass as success; the value is what its hooks and host look at.
    post.error = error;
  }
  await inState(core.context, 'postInvocationHooks', () => runHooks(app.hooks.postInvocation, post));

  if (post.error !== null && post.error !== undefined) {
    throw post.error;
  }
  const response = await model.getResponse(context, post.result);
  return { response, hasResult: post.result !== null && post.result !== undefined };
}

async function inState<T>(
  context: CoreInvocationContext,
  state: NonNullable<CoreInvocationContext['state']>,
  action: () => Promise<T>,
): Promise<T> {
  context.state = state;
  try {
    return await action();
  } finally {
    context.state = undefined;
  }
}

function createCoreContext(app: RunningApp, fn: HostedFunction, invocationId: string, request: InvocationRequest) {
  let invocationContext: unknown;
  const context: CoreInvocationContext = {
    invocationId,
    request: { ...request, invocationId, functionId: fn.name },
    metadata: fn.metadata,
    log(level, category, text) {
      const { message, ...changed } = applyLogHooks(app, { level, message: text, category, invocationContext });
      app.log({
        time: app.now(),
        level: changed.level,
        category,
        message,
        functionName: fn.name,
        invocationId,
      });
    },
  };
  return {
    context,
    setInvocationContext(value: unknown) {
      invocationContext = value;
    },
  };
}

/** Log hooks run synchronously and may change level and message; lines written by a log hook do not run hooks again. */
function applyLogHooks(
  app: RunningApp,
  line: { level: LogLevel; message: string; readonly category: 'user' | 'system'; readonly invocationContext: unknown },
) {
  const context = { ...line, hookData: {}, appHookData: app.appHookData };
  if (!runningLogHooks.has(app)) {
    runningLogHooks.add(app);
    try {
      for (const hook of [...app.hooks.log]) {
        hook(context);
      }
    } finally {
      runningLogHooks.delete(app);
    }
  }
  return context;
}

const runningLogHooks = new WeakSet<RunningApp>();
