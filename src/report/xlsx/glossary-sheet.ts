import { type SheetField, sheetOf, type VerdictCell } from './sheet.ts';

type Term = readonly [name: string | VerdictCell, meaning: string];

const terms: readonly Term[] = [
  [{ verdict: 'blocked' }, 'A check of severity blocker fails: the migration cannot start.'],
  [{ verdict: 'needsWork' }, 'No blocker fails, but a check of severity high does: somebody has to decide first.'],
  [{ verdict: 'unverified' }, 'Nothing is known to stop it, but a fact that could is missing.'],
  [{ verdict: 'ready' }, 'Everything that Azure tells was checked, and nothing stands in the way.'],
  ['Losing traffic', 'Checks that fail and cost traffic today.'],
  ['Blockers', 'Failing checks of severity blocker that nobody accepted.'],
  [
    'Effort',
    'The greatest that anything in the way asks for: a setting; a window, since nodes are replaced or traffic is interrupted; a rebuild.',
  ],
  ['Readiness', 'Score from 0 to 100 over all checks but those of the deadline; empty where nothing could be judged.'],
  ['Readiness at least', 'The score if every unknown went against the cluster.'],
  ['Readiness at most', 'The score if every unknown went well.'],
  ['Route table score', 'The same over the checks of the route table.'],
  ['Headroom score', 'The same over the checks of headroom.'],
  ['Nodes left', 'Nodes that still fit below the limit that binds first; empty where that is not known, never 0.'],
  ['Binding limit', 'The limit that stops the next node first.'],
  ['Capacity', 'In the unit of the limit, as are Used, Peak and Left. Left is capacity without used.'],
  ['Peak', 'Used when every pool is at its maximum and upgrades with its surge; the AKS node limit counts no surge.'],
  [
    'Status',
    'fail: the check found something. unknown: what it needs could not be read, which is not the same as fine. error: the check itself failed, a defect of the tool. What passed is not in this workbook; the CSV and JSON have it.',
  ],
  [
    'How sure',
    "measured: read from Azure for this audit. suspected: what would prove it could not be had yet, an age, an earlier audit, a second look. disputed: Azure's own sources disagree on this rule.",
  ],
  ['Evidence', 'The values a finding was judged by.'],
  ['Waived until', 'A finding that its owner accepted, with a reason, until a date.'],
  ['Written in code', 'Where the code of --iac makes the cluster; empty where none was given, or none was found.'],
  ['Verdict of the code', 'What kubenet-audit iac says of those lines.'],
  ['Wave', 'Clusters that migrate in the same window.'],
  [
    'Routes that are wrong',
    "Stale: a route of AKS that has outlived its node. Wrong next hop: one that leads to an address that is not its node's.",
  ],
];

const fields: readonly SheetField<Term>[] = [
  { name: 'Term', kind: 'text', width: 30, cell: ([name]) => name },
  { name: 'Meaning', kind: 'long', width: 110, cell: ([, meaning]) => meaning },
];

/** What the words of the workbook mean. */
export const glossarySheet = sheetOf({
  name: 'Glossary',
  fields,
  rowsOf: () => ({ before: terms }),
  whenEmpty: '',
});
