import type { Misfit, Schedule } from '../model/schedule.ts';
import { addDays } from './calendar.ts';

/** Why a cluster has no place, and what would give it one. */
export function misfitText({ reason, earliest }: Misfit, { weeks, clustersPerWeek, neededPerWeek }: Schedule): string {
  switch (reason) {
    case 'late': {
      const last = weeks.at(-1);
      const end = last === undefined ? 'no week is left' : `the last week ends on ${addDays(last, 6)}`;
      return `It can migrate from ${earliest} on at the earliest, and ${end}: do what stops it sooner.`;
    }
    case 'room':
      return neededPerWeek === undefined
        ? `Every week it could take is full at ${clustersPerWeek} a week.`
        : `Every week it could take is full at ${clustersPerWeek} a week; ${neededPerWeek} a week would do.`;
    case 'days':
      return 'No day it may migrate on is free: its maintenance window, or the days of the settings, never meet an open week.';
    case 'pair':
      return 'Only weeks are left in which the cluster it forms a pair with migrates.';
    case 'group':
      return `No week takes all of its group at ${clustersPerWeek} a week.`;
    default:
      return reason satisfies never;
  }
}
