/** A notice that a channel did not take. Messages are masked before anybody sees them. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  /** Whether the same notice may be taken later; otherwise somebody has to mend a setting. */
  readonly isPassing: boolean;
  /** What the receiver asked to wait; undefined where it did not. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: { isPassing: boolean; retryAfterMs?: number | undefined; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.isPassing = options.isPassing;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** For a settings mistake: trying again changes nothing. */
export function lasting(message: string, cause?: unknown): DeliveryError {
  return new DeliveryError(message, { isPassing: false, cause });
}

export function passing(message: string, cause?: unknown, retryAfterMs?: number): DeliveryError {
  return new DeliveryError(message, { isPassing: true, cause, retryAfterMs });
}
