import { describe, expect, it } from 'vitest';
import { judgeSchedules } from '../../../src/cli/doctor/schedules.ts';

const now = new Date('2026-11-27T12:00:00Z');

describe('doctor, of schedules', () => {
  it('says what one means that seems to mean something else, with its next times', () => {
    expect(judgeSchedules({ KUBENET_AUDIT_SCHEDULE: ' 0 0 6 * * SAT-SUN ' }, now)).toEqual([
      {
        level: 'warning',
        text: 'KUBENET_AUDIT_SCHEDULE: "0 0 6 * * SAT-SUN" means 0 0 6 * * *: SAT-SUN runs backwards, so its ends are swapped. Next: 2026-11-28T06:00:00Z, 2026-11-29T06:00:00Z, 2026-11-30T06:00:00Z.',
      },
    ]);
  });

  it('says why one is refused', () => {
    expect(judgeSchedules({ KUBENET_AUDIT_SWEEP_SCHEDULE: '0 0 6 31 2 *' }, now)).toEqual([
      {
        level: 'warning',
        text: 'KUBENET_AUDIT_SWEEP_SCHEDULE: "0 0 6 31 2 *" is refused, and the app does not start: no day fits it, so it would never fire.',
      },
    ]);
  });

  it('has nothing to say of one that means what it seems, or of none', () => {
    expect(judgeSchedules({ KUBENET_AUDIT_SCHEDULE: '0 0 6 * * *', KUBENET_AUDIT_SWEEP_SCHEDULE: '' }, now)).toEqual(
      [],
    );
  });
});
