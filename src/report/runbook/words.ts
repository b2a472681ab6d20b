import type { ExpectedDuration, GoCondition, StepEffect } from '../../runbook/runbook.ts';
import { counted, numberText } from '../../words/words.ts';

/** Empty where nothing has to be said. */
export const effectWords: Readonly<Record<StepEffect, string>> = {
  reads: '',
  changes: '',
  interrupts: 'Interrupts traffic or replaces nodes',
  irreversible: 'Cannot be undone',
};

export const conditionWords: Readonly<Record<GoCondition['state'], string>> = {
  go: 'Go:',
  noGo: 'No-go:',
  ask: 'Find out:',
};

/** `10 to 40 minutes for each of 3 passes.` */
export function durationText({ lowMinutes, highMinutes, batches, pool, passes }: ExpectedDuration): string {
  const span = `${numberText(lowMinutes)} to ${counted(highMinutes, 'minute')}`;
  const each = passes > 1 ? ` for each of ${passes} times that every node is reimaged` : '';
  return `${span}${each}: pool ${pool} takes longest, in ${counted(batches, 'batch', 'batches')}.`;
}
