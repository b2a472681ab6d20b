import type { Schedule } from '../../model/schedule.ts';
import type { PlanDocument, PlannedWave } from '../../plan/plan-document.ts';
import { dateText } from '../../words/dates.ts';
import { counted, numberText } from '../../words/words.ts';

/** Whether everybody makes it, in a sentence or two. */
export function planSentence({ schedule, waves, misfits, deadline }: Omit<PlanDocument, 'addresses'>): string {
  const placed = waves.reduce((sum, { clusters }) => sum + clusters.length, 0);
  const last = waves.at(-1)?.clusters.reduce((latest, { date }) => (date > latest ? date : latest), '') ?? '';
  if (placed + misfits.length === 0) return 'No kubenet cluster is left to plan for.';
  const end = `support ends on ${dateText(deadline.date)}`;
  const pace = `at ${schedule.clustersPerWeek} a week`;
  if (placed === 0) return `None of ${counted(misfits.length, 'cluster')} can be planned: ${end}.`;
  const plan = `${counted(placed, 'cluster')} in ${counted(waves.length, 'wave')} ${pace}, the last on ${dateText(last)}; ${end}.`;
  return misfits.length === 0 ? plan : `${plan} ${counted(misfits.length, 'cluster')} cannot make it.`;
}

/** How many a week, on which days, and when nobody migrates. */
export function paceText({ clustersPerWeek, settings }: Schedule): string {
  const free = settings.freezes.map(
    ({ from, to, reason }) => `${dateText(from)} to ${dateText(to)}${reason === '' ? '' : ` (${reason})`}`,
  );
  const days = settings.days.map((day) => `${day}s`).join(', ');
  const closed = free.length === 0 ? '' : ` No migrations: ${free.join('; ')}.`;
  return `At most ${clustersPerWeek} a week, on ${days}, or in a cluster's own maintenance window.${closed}`;
}

/** When a wave must have begun, and what follows if it is late. */
export function waveSentence({ latestWeek, slackWeeks, slip }: PlannedWave): string {
  const limit =
    slackWeeks === 0
      ? 'It cannot be later'
      : `It must begin by ${dateText(latestWeek)}, ${counted(slackWeeks, 'week')} later at the most`;
  const others =
    slip.weeks.length === 0
      ? 'if it slips a week, nothing else moves'
      : `if it slips a week, ${counted(slip.weeks.length, 'later wave')} and ${counted(slip.clusters, 'cluster')} in all move`;
  const late =
    slip.late === 0 ? '' : `, and ${numberText(slip.late)} of them then ${slip.late === 1 ? 'comes' : 'come'} too late`;
  return `${limit}; ${others}${late}.`;
}

/** Why overlapping pod CIDRs are no conflict, and where they are. */
export const sharedRangeSentence =
  "On Azure CNI Overlay it does not matter that clusters use the same pod addresses: pods leave a cluster with the address of their node, so that no other cluster sees them. It matters to clusters that share a route table while they are on kubenet, since each one's controller deletes the routes of the others there.";
