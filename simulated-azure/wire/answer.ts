/** What a handler answers, before it becomes bytes. `json` and `text` exclude each other; neither means an empty body. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
}

/** A JSON answer with status 200. */
export function ok(json: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, headers, json };
}

/** ARM's error body. Errors that Resource Manager itself makes carry `x-ms-failure-cause: gateway`, a provider's do not. */
export function armError(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = { 'x-ms-failure-cause': 'gateway' },
): Answer {
  return { status, headers, json: { error: { code, message } } };
}
