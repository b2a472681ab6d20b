import type { PlanDocument, PlannedWave } from '../../plan/plan-document.ts';
import { dateText } from '../../words/dates.ts';
import { plainLine } from '../../words/plain-text.ts';
import { wrapped } from '../../words/terminal-text.ts';
import { counted, verdictWords } from '../../words/words.ts';
import { planSentence, waveSentence } from './sentences.ts';

const width = 100;

/** The plan for a terminal: the answer, who cannot make it, and the waves. The other forms say more. */
export function renderPlanTable(plan: PlanDocument): string {
  const { misfits, waves, schedule } = plan;
  return [
    paragraph(planSentence(plan)),
    ...schedule.problems.map(paragraph),
    ...(misfits.length === 0
      ? []
      : ['Cannot make it', ...misfits.map(({ name, text }) => indented(`${name}: ${text}`))]),
    ...waves.flatMap(waveLines),
  ]
    .join('\n')
    .concat('\n');
}

function waveLines(wave: PlannedWave): string[] {
  const { number, week, clusters } = wave;
  return [
    '',
    `Wave ${number}  week of ${dateText(week)}  ${counted(clusters.length, 'cluster')}`,
    indented(waveSentence(wave)),
    ...clusters.map(({ date, name, verdict, stops }) => {
      const before = stops.length === 0 ? '' : `  before: ${stops.join(', ')}`;
      return `  ${date}  ${verdictWords[verdict].symbol} ${plainLine(name)}${plainLine(before) === '' ? '' : `  ${plainLine(before)}`}`;
    }),
  ];
}

function paragraph(text: string): string {
  return wrapped(plainLine(text), width).join('\n');
}

function indented(text: string): string {
  return wrapped(plainLine(text), width - 2)
    .map((line) => `  ${line}`)
    .join('\n');
}
