/** The slot of the schedule that a night is about, in milliseconds since 1970. */
export const slot = Date.parse('2026-11-22T06:00:00Z');

/** The run of that slot. */
export const runId = '20261122T060000Z';

export const minute = 60_000;
