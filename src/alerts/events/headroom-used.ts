import type { ClusterReport, Limit } from '../../model/report.ts';
import { limitWords, nodesLeftText, numberText } from '../../words/words.ts';
import { headroomMarks, headroomSlackPoints } from '../thresholds.ts';
import type { ChangeLog } from './change-log.ts';

interface LimitInUse {
  readonly limit: Limit;
  readonly percent: number;
}

/**
 * Says when the fullest limit crosses a mark, and when it is well below the last one again. Gives the mark that now stands, the
 * one before where nothing could be read.
 */
export function sayHeadroomUsed(
  { headroom }: Pick<ClusterReport, 'headroom'>,
  markBefore: number,
  log: ChangeLog,
): number {
  const fullest = fullestLimit(headroom.limits);
  if (fullest === undefined) return markBefore;
  const reached = markAt(fullest.percent);
  if (reached > markBefore) {
    log.say({
      condition: 'headroom',
      kind: 'headroom',
      transition: 'opened',
      severity: severityOf(reached),
      title: `${useText(fullest)}: ${numberText(reached)} % is reached`,
      detail: `Nodes that still fit: ${nodesLeftText(headroom)}.`,
    });
    return reached;
  }
  if (reached < markBefore && fullest.percent <= markBefore - headroomSlackPoints) {
    log.say({
      condition: 'headroom',
      kind: 'headroom',
      transition: 'closed',
      severity: severityOf(markBefore),
      title: `${useText(fullest)}: below ${numberText(markBefore)} % again`,
      detail: `Nodes that still fit: ${nodesLeftText(headroom)}.`,
    });
    return reached;
  }
  return markBefore;
}

/** What could not be read is left out: it neither reaches nor leaves a mark. */
function fullestLimit(limits: readonly Limit[]): LimitInUse | undefined {
  return limits
    .flatMap((limit) => {
      const { used, capacity } = limit;
      if (used === null || capacity === null) return [];
      // No room at all is full, even of nothing.
      return [{ limit, percent: capacity === 0 ? 100 : (used / capacity) * 100 }];
    })
    .reduce<LimitInUse | undefined>(
      (most, each) => (most === undefined || each.percent > most.percent ? each : most),
      undefined,
    );
}

function markAt(percent: number): number {
  return headroomMarks.reduce((reached, { at }) => (percent >= at ? at : reached), 0);
}

function severityOf(mark: number) {
  return headroomMarks.find(({ at }) => at === mark)?.severity ?? 'medium';
}

/** `The pod CIDR is 98 % used (250 of 256 /24 blocks)`. */
function useText({ limit, percent }: LimitInUse): string {
  const { name, unit } = limitWords[limit.name];
  const amount = `${numberText(limit.used ?? 0)} of ${numberText(limit.capacity ?? 0)} ${unit}`;
  return `The ${name} is ${numberText(Math.floor(percent))} % used (${amount})`;
}
