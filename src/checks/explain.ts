import type { CheckMeta } from './define-check.ts';
import { commandTemplates } from './render-command.ts';

/** What a reader may know of a check beside its own texts. */
interface Explained extends CheckMeta {
  /** The facts it is called with; a check of the estate names none. */
  readonly needs?: readonly string[];
}

/** One check in full, as Markdown: the text of `explain CODE` and of its docs page. */
export function explain(check: Explained): string {
  return `${[
    `# ${check.code}: ${check.title}`,
    `When it fails the report says: **${check.failureTitle}.**`,
    table(check),
    section('When it fails', check.condition),
    section('Why it matters', check.why),
    section('How to fix it', [check.fix.text, ...commandBlock(check)].join('\n\n')),
    section(
      'Sources',
      check.sources.map(({ title, url, sure }) => `- [${title}](${url}) (${sureness[sure]})`).join('\n'),
    ),
  ].join('\n\n')}\n`;
}

const sureness = {
  documented: 'documented',
  source: 'read in source code',
  reported: 'reported by users',
  inferred: 'inferred',
} as const;

function table(check: Explained): string {
  const rows = [
    ['Category', `\`${check.category}\``],
    ['Severity', check.severities.join(', ')],
    ['When the facts are missing', `unknown, counts as ${check.severityWhenUnknown ?? check.severities[0]}`],
    ['Costs traffic today', check.live === true ? 'yes' : 'no'],
    ...(check.needs === undefined ? [] : [['Facts read', check.needs.map((name) => `\`${name}\``).join(', ')]]),
  ];
  return ['| | |', '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
}

function section(title: string, body: string): string {
  return `## ${title}\n\n${body}`;
}

function commandBlock(check: CheckMeta): string[] {
  return commandTemplates(check.fix).map((command) => `\`\`\`sh\n${command}\n\`\`\``);
}
