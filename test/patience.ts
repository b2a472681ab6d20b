/** How long a test waits for what comes as soon as the machine gets there: it only ends what hangs. Milliseconds. */
export const patienceMs = 600_000;
