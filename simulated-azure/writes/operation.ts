/** Why an operation failed after it had been accepted. */
export interface LateError {
  readonly code: string;
  readonly message: string;
}

/** A write that has been accepted and has not ended. */
export interface Operation {
  readonly name: string;
  /** GETs, of it or of what it changes, that still show it under way. */
  looks: number;
  /** Brings it nearer to its end. */
  step(): void;
  /** Ends it: undefined where it succeeded. */
  finish(): LateError | undefined;
}
