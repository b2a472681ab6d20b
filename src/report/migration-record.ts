import type { MigrationProof, MigrationState, ProofItem } from '../model/migration-proof.ts';
import { momentText } from '../words/dates.ts';
import { codeBlock, markdownText } from '../words/markdown-escape.ts';

export const migrationWords: Readonly<Record<MigrationState, string>> = {
  migrated: 'migrated',
  leftovers: 'migrated, with leftovers',
  half: 'half-migrated',
  notMigrated: 'still on kubenet',
  unknown: 'not known',
};

export const proofStatusWords: Readonly<Record<ProofItem['status'], string>> = {
  pass: '✔ as expected',
  fail: '✘ not as expected',
  unknown: '◇ could not be read',
  ask: '☐ to be looked at',
};

/** One page that can be filed: what was proved, by whom it was read, what is left. */
export function migrationRecord({
  id,
  name,
  state,
  summary,
  lastOnKubenet,
  seenMigrated,
  items,
}: MigrationProof): string {
  const mend = items.filter(({ status }) => status === 'fail');
  const ask = items.filter(({ status }) => status === 'ask');
  return paragraphs([
    `# Migration of ${markdownText(name)}: ${migrationWords[state]}`,
    markdownText(summary),
    [
      `- Cluster: \`${id}\``,
      `- Last seen on kubenet: ${momentText(lastOnKubenet)}`,
      `- ${state === 'notMigrated' ? 'Looked at' : 'Seen on another network plugin'}: ${momentText(seenMigrated)}`,
    ].join('\n'),
    items.length === 0 ? '' : '## What Azure says',
    table(items.filter(({ status }) => status !== 'ask')),
    mend.length === 0 ? '' : '## To do',
    ...mend.map(withCommands),
    ask.length === 0 ? '' : '## To look at inside the cluster\n\nAzure does not tell these; whoever signs has looked.',
    ...ask.map(withCommands),
    'Signed: ______________________ Date: ____________',
  ]);
}

function table(items: readonly ProofItem[]): string {
  if (items.length === 0) return '';
  const rows = items.map(({ title, status, expected, found }) =>
    [title, expected, found].map((text) => markdownText(text)).concat(proofStatusWords[status]),
  );
  return [
    '| What | Expected | Found | |',
    '| --- | --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

function withCommands({ title, status, expected, found, commands }: ProofItem): string {
  const line =
    status === 'ask'
      ? `- [ ] ${markdownText(title)}: ${markdownText(expected)}.`
      : `- [ ] **${markdownText(title)}**: expected ${markdownText(expected)}, found ${markdownText(found)}.`;
  return commands.length === 0 ? line : `${line}\n\n${codeBlock(commands).trimEnd()}`;
}

function paragraphs(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
