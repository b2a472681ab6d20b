import type { Sheet } from './sheet.ts';

/** Which clusters migrate together; a report does not carry the plan. */
export const wavesSheet: Sheet = {
  name: 'Waves',
  columns: [
    { name: 'wave', kind: 'text', width: 60 },
    { name: 'cluster', kind: 'text', width: 30 },
    { name: 'start', kind: 'date', width: 12 },
    { name: 'end', kind: 'date', width: 12 },
  ],
  whenEmpty: 'The plan is not part of this report: see the command "plan" or GET /api/plan.',
  async *rows() {},
};
