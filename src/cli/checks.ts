import type { CheckMeta } from '../checks/define-check.ts';
import { docsPath } from '../checks/docs-path.ts';
import { catalogue } from '../checks/index.ts';
import { fitted, wrapped } from '../words/terminal-text.ts';
import { type AddCommand, examples } from './command.ts';
import { type Io, showsColour, textWidth } from './io.ts';
import { standardOutput, writeOutput } from './write-output.ts';

/** `checks`: the catalogue. */
export const addChecks: AddCommand = (command, { io }) => {
  command
    .option('--json', 'As JSON, with the texts of each.')
    .addHelpText(
      'after',
      examples(
        ['the catalogue', 'kubenet-audit checks'],
        ['those that cost traffic today', "kubenet-audit checks --json | jq '.[] | select(.live) | .code'"],
      ),
    )
    .action(({ json = false }: { readonly json?: boolean }) =>
      writeOutput(json ? jsonLines() : tableLines(io), standardOutput, io),
    );
};

async function* jsonLines(): AsyncGenerator<string> {
  yield `${JSON.stringify(catalogue.map(toJson), null, 2)}\n`;
}

function toJson(check: CheckMeta) {
  const { code, category, title, failureTitle, severities, condition, why, fix, sources } = check;
  return {
    code,
    category,
    severities,
    live: check.live ?? false,
    title,
    failureTitle,
    condition,
    why,
    fix,
    sources,
    docs: docsPath(code),
  };
}

const headings = ['CODE', 'SEVERITY', 'CATEGORY', 'PASSES WHEN'] as const;
const gap = '  ';

async function* tableLines(io: Io): AsyncGenerator<string> {
  const rows = catalogue.map((check) => [check.code, check.severities.join(', '), check.category, check.title]);
  const widths = headings.map((heading, at) => Math.max(heading.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const used = widths.slice(0, -1).reduce((total, width) => total + width + gap.length, 0);
  const titleWidth = io.isTerminal.stdout ? Math.max(20, textWidth(io) - used) : Number.POSITIVE_INFINITY;
  const lines = (cells: readonly string[]) => {
    const start = cells.slice(0, -1).map((cell, at) => fitted(cell, widths[at] ?? 0) + gap);
    const indent = `\n${' '.repeat(used)}`;
    return start.join('') + wrapped(cells.at(-1) ?? '', titleWidth).join(indent);
  };
  yield `${showsColour(io) ? `\u001B[1m${lines(headings)}\u001B[0m` : lines(headings)}\n`;
  for (const row of rows) yield `${lines(row)}\n`;
}
