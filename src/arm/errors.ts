/** A request to Azure that did not give an answer: which one, and what Azure or the network said. */
export class AzureRequestError extends Error {
  override readonly name = 'AzureRequestError';
  /** HTTP status, or undefined where no answer came. */
  readonly status: number | undefined;
  /** Azure's error code (`AuthorizationFailed`), or the network's (`ECONNRESET`). */
  readonly code: string;
  /** Path without query: what was asked for. */
  readonly path: string;
  /** Azure's id of the request, for a support case. */
  readonly requestId: string | undefined;

  constructor(
    message: string,
    {
      status,
      code,
      path,
      requestId,
      cause,
    }: { status?: number; code: string; path: string; requestId?: string; cause?: unknown },
  ) {
    super(message, { cause });
    this.status = status;
    this.code = code;
    this.path = path;
    this.requestId = requestId;
  }
}

/** An answer that breaks the protocol: a link to another host, pages that never end, rows that were cut, text that is not JSON. */
export class AzureAnswerError extends Error {
  override readonly name = 'AzureAnswerError';
  readonly path: string;

  constructor(message: string, path: string, options?: ErrorOptions) {
    super(message, options);
    this.path = path;
  }
}

/** A folder of saved JSON does not hold what was asked for. */
export class NotInFolderError extends Error {
  override readonly name = 'NotInFolderError';
}

/** Nobody could be signed in: no read can succeed, so this ends the audit. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
}

/** No token for a cluster's own API: Azure itself may still be read. */
export class ClusterTokenError extends Error {
  override readonly name = 'ClusterTokenError';
}
