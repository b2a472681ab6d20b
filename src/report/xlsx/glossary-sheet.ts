import { type SheetField, sheetOf } from './sheet.ts';

type Term = readonly [name: string, meaning: string];

const terms: readonly Term[] = [
  ['verdict: blocked', 'A check of severity blocker fails: the migration cannot start.'],
  ['verdict: needs work', 'No blocker fails, but a check of severity high does: somebody has to decide first.'],
  ['verdict: unverified', 'Nothing is known to stop it, but a fact that could is missing.'],
  ['verdict: ready', 'Everything that Azure tells was checked, and nothing stands in the way.'],
  ['readiness', 'Score from 0 to 100 over all checks but those of the deadline; empty where nothing could be judged.'],
  ['readinessLow, readinessHigh', 'The score if every unknown went one way or the other.'],
  ['routeTableScore, headroomScore', 'The same for the checks of the route table and of headroom.'],
  ['liveProblems, live', 'Checks that fail and cost traffic today.'],
  ['nodesLeft', 'Nodes that still fit below the limit that binds first; empty where that is not known, never 0.'],
  ['bindingLimit', 'The limit that stops the next node first.'],
  [
    'capacity, used, left',
    'In the unit of the limit: routes, nodes, /24 blocks, addresses, vCPUs. Left is capacity without used.',
  ],
  ['peak', 'Used when every pool is at its maximum and upgrades with its surge; the AKS node limit counts no surge.'],
  ['status: fail', 'The check found something. What passed is not in this workbook; the CSV and JSON have it.'],
  ['status: unknown', 'What the check needs could not be read. That is not the same as fine.'],
  ['status: error', 'The check itself failed: a defect of the tool.'],
  ['confidence: measured', 'Read from Azure for this audit.'],
  ['confidence: suspected', 'What would prove it could not be had yet: an age, an earlier audit, a second look.'],
  ['confidence: disputed', 'Azure’s own sources disagree on this rule.'],
  ['waiver', 'A finding that its owner accepted, with a reason, until a date.'],
  ['wave', 'Clusters that migrate in the same window.'],
  ['stale route', 'A route of AKS that has outlived its node.'],
  ['wrong next hop', 'A route that leads to an address that is not its node’s.'],
  ['evidence', 'The values a finding was judged by, as JSON.'],
];

const fields: readonly SheetField<Term>[] = [
  { name: 'term', kind: 'text', width: 34, cell: ([name]) => name },
  { name: 'meaning', kind: 'long', width: 110, cell: ([, meaning]) => meaning },
];

/** What the words of the workbook mean. */
export const glossarySheet = sheetOf(
  'Glossary',
  fields,
  async function* () {
    yield* terms;
  },
  '',
);
