/** A list that a cluster's API did not give: which one, and what the API or the network said. */
export class KubernetesRequestError extends Error {
  override readonly name = 'KubernetesRequestError';
  /** HTTP status, or undefined where no answer came. */
  readonly status: number | undefined;
  readonly path: string;

  constructor(
    message: string,
    { status, path, cause }: { readonly status?: number; readonly path: string; readonly cause?: unknown },
  ) {
    super(message, { cause });
    this.status = status;
    this.path = path;
  }
}

/** A kubeconfig that leads nowhere, or asks for what an audit does not do. Its message holds nothing secret. */
export class KubeconfigError extends Error {
  override readonly name = 'KubeconfigError';
}
