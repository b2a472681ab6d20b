/** What the shell is told; each means one thing. */
export const exitCodes = {
  done: 0,
  /** The tool could not do its work. */
  failed: 1,
  wrongUsage: 2,
  /** A finding at or above `--fail-on`. */
  findings: 3,
  /** Something could not be read, with `--require-complete`. */
  incomplete: 4,
  /** As shells say it for SIGINT. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
