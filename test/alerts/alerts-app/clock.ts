/** Shortly after the run that the test closes, whatever day it is. */
export const now = () => new Date('2026-11-22T06:05:00Z');
