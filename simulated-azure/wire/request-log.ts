/** One request as the simulated Azure saw it. No token and no secret is kept. */
export interface LoggedRequest {
  readonly service: ServiceName;
  readonly method: string;
  /** Path and query as sent, escapes included. */
  readonly path: string;
  /** The status sent; 0 when the connection was cut or left hanging before one was sent. */
  readonly status: number;
  /** Client id of the caller, once a valid token named one. */
  readonly principal: string | null;
  /** Resource Graph's query text; null elsewhere. */
  readonly query: string | null;
  /** Name or kind of the fault that struck; null when none did. */
  readonly fault: string | null;
  readonly at: string;
}

/** `arm` and `graph` share one address; Resource Graph is the POST below it. */
export type ServiceName = 'arm' | 'graph' | 'entra' | 'identity' | 'kubernetes';
