import type { PlanDocument, PlannedCluster, PlannedWave } from '../../plan/plan-document.ts';
import { dateText } from '../../words/dates.ts';
import { markdownText } from '../../words/markdown-escape.ts';
import { counted, numberText, verdictWords } from '../../words/words.ts';
import { planSentence, sharedRangeSentence, waveSentence } from './sentences.ts';

/** The plan for people, from the whole to the details. */
export function renderPlanMarkdown(plan: PlanDocument): string {
  return [
    '# Off kubenet: the plan',
    `${planSentence(plan)} As of ${dateText(plan.asOf)}.`,
    ...plan.schedule.problems.map((problem) => `> ${markdownText(problem)}`),
    ...misfitSection(plan),
    ...waveSections(plan),
    ...preparationSection(plan),
    ...milestoneSection(plan),
    ...addressSection(plan),
    ...sharedSection(plan),
  ]
    .join('\n\n')
    .concat('\n');
}

function misfitSection({ misfits }: PlanDocument): string[] {
  if (misfits.length === 0) return [];
  const rows = misfits.map(({ name, text }) => [markdownText(name), markdownText(text)]);
  return ['## Cannot make it', table(['Cluster', 'Why'], rows)];
}

function waveSections({ waves }: PlanDocument): string[] {
  return waves.length === 0 ? [] : ['## Waves', ...waves.flatMap(waveSection)];
}

function waveSection(wave: PlannedWave): string[] {
  const { number, week, clusters } = wave;
  return [
    `### Wave ${number}, week of ${dateText(week)}: ${counted(clusters.length, 'cluster')}`,
    waveSentence(wave),
    table(['Day', 'Cluster', 'Verdict', 'Nodes', 'Environment', 'Owner', 'Before'], clusters.map(clusterCells)),
  ];
}

function clusterCells({ date, name, verdict, nodes, environment, owner, stops }: PlannedCluster): string[] {
  return [
    dateText(date),
    markdownText(name),
    verdictWords[verdict].word,
    nodes === null ? '' : numberText(nodes),
    markdownText(environment ?? ''),
    markdownText(owner ?? ''),
    stops.map(markdownText).join(', '),
  ];
}

function preparationSection({ preparation }: PlanDocument): string[] {
  if (preparation.length === 0) return [];
  const rows = preparation.map(({ by, code, title, clusters }) => [
    dateText(by),
    markdownText(code),
    markdownText(title),
    numberText(clusters.length),
  ]);
  return ['## What must be true by when', table(['By', 'Check', 'What is wrong', 'Clusters'], rows)];
}

function milestoneSection({ milestones }: PlanDocument): string[] {
  if (milestones.length === 0) return [];
  const rows = milestones.map(({ date, planned, atMost }) => [dateText(date), numberText(planned), numberText(atMost)]);
  return ['## Clusters still on kubenet', table(['At the end of', 'By this plan', 'At most, to make it'], rows)];
}

function addressSection({ addresses }: PlanDocument): string[] {
  if (addresses.length === 0) return [];
  const rows = addresses.map(({ name, text }) => [markdownText(name), markdownText(text)]);
  return ['## Address plan', table(['Cluster', 'Pod addresses on Azure CNI Overlay'], rows)];
}

function sharedSection({ sharedRanges, addresses }: PlanDocument): string[] {
  if (sharedRanges.length === 0) return [];
  const nameOf = new Map(addresses.map(({ key, name }) => [key, name]));
  const named = (keys: readonly string[]) => keys.map((key) => markdownText(nameOf.get(key) ?? key)).join(', ');
  const rows = sharedRanges.map(({ podCidrs, clusters, onOneTable }) => [
    podCidrs.map(markdownText).join(', '),
    numberText(clusters.length),
    onOneTable.map((each) => named(each.clusters)).join('; ') || 'no',
  ]);
  return [
    '## Pod addresses that several clusters use',
    sharedRangeSentence,
    table(['Range', 'Clusters', 'On one route table'], rows),
  ];
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
