/** One value on its way between host and app; exactly one member is set, as in the worker's protobuf contract. */
export interface RpcTypedData {
  readonly string?: string | null;
  readonly json?: string | null;
  readonly bytes?: Uint8Array | null;
  readonly stream?: Uint8Array | null;
  readonly int?: number | null;
  readonly double?: number | null;
  readonly http?: RpcHttpData | null;
}

interface RpcNullable<T> {
  readonly value?: T | null;
}

/** A cookie as the library converts it; `expires` is in whole seconds since 1970, `maxAge` in seconds. */
export interface RpcHttpCookie {
  readonly name: string;
  readonly value: string;
  readonly domain?: RpcNullable<string> | undefined;
  readonly path?: RpcNullable<string> | undefined;
  readonly expires?: RpcNullable<{ readonly seconds: number }> | undefined;
  readonly secure?: RpcNullable<boolean> | undefined;
  readonly httpOnly?: RpcNullable<boolean> | undefined;
  readonly maxAge?: RpcNullable<number> | undefined;
  readonly sameSite?: 'none' | 'lax' | 'strict' | 'explicitNone' | undefined;
}

/** A request (method, absolute url, nullable maps) or a response (statusCode, headers, cookies). */
export interface RpcHttpData {
  readonly method?: string;
  readonly url?: string;
  readonly nullableHeaders?: Record<string, RpcNullable<string>>;
  readonly nullableParams?: Record<string, RpcNullable<string>>;
  readonly nullableQuery?: Record<string, RpcNullable<string>>;
  readonly statusCode?: string | null;
  readonly headers?: Record<string, string> | null;
  readonly cookies?: readonly RpcHttpCookie[] | null;
  readonly body?: RpcTypedData | null;
}

/** A trigger, input or output binding as `@azure/functions` registers it, with the options this host reads. */
export interface BindingInfo {
  readonly name: string;
  readonly type: string;
  readonly direction: 'in' | 'out' | 'inout';
  readonly authLevel?: 'anonymous' | 'function' | 'admin' | undefined;
  readonly methods?: readonly string[] | undefined;
  readonly route?: string | undefined;
  readonly schedule?: string | undefined;
  readonly runOnStartup?: boolean | undefined;
  readonly useMonitor?: boolean | undefined;
  readonly queueName?: string | undefined;
  readonly connection?: string | undefined;
}

/** What `registerFunction` receives: the function's name and all its bindings by name. */
export interface FunctionMetadata {
  readonly name: string;
  readonly bindings: Record<string, BindingInfo>;
}

/** The app's handler: trigger input first, invocation context last. */
export type FunctionCallback = (...inputs: unknown[]) => unknown;

/** What the host sends with one invocation. */
export interface InvocationRequest {
  readonly inputData: readonly { readonly name: string; readonly data: RpcTypedData }[];
  readonly triggerMetadata: Record<string, RpcTypedData>;
}

/** What the library answers for one invocation. */
export interface InvocationResponse {
  readonly outputData?: readonly { readonly name: string; readonly data: RpcTypedData }[] | null;
  readonly returnValue?: RpcTypedData | null;
}

export type LogLevel = 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical' | 'none';

/** `state` tells the library in which phase a log call happens. */
export interface CoreInvocationContext {
  readonly invocationId: string;
  readonly request: InvocationRequest & { readonly invocationId: string; readonly functionId: string };
  readonly metadata: FunctionMetadata;
  state?: 'preInvocationHooks' | 'invocation' | 'postInvocationHooks' | undefined;
  log(level: LogLevel, category: 'user' | 'system', message: string): void;
}

/** The library's converter for one invocation. */
interface InvocationModel {
  getArguments(): Promise<{ readonly context: unknown; readonly inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], handler: FunctionCallback): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<InvocationResponse>;
}

/** What the library hands to `setProgrammingModel`. */
export interface ProgrammingModel {
  readonly name: string;
  readonly version: string;
  getInvocationModel(context: CoreInvocationContext): InvocationModel | Promise<InvocationModel>;
  getCapabilities(capabilities: Record<string, string>): Promise<Record<string, string>>;
}
