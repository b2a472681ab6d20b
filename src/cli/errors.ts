/** The command was called wrongly: exit code 2. The message says what was expected. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command cannot do its work, for a reason that is no defect: exit code 1. The message says what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** A person ended the command: exit code 130. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}
