import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { plausibleValues } from './plausible-values.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Complete `az` commands that the project tells its readers elsewhere than in the catalogue: in Markdown, in shell scripts, and in
 * texts of the program. A part in angle brackets stands for a word of the reader's, one in braces for what the program fills in. One with
 * "…" is no complete command, and one without an option is but the name of one.
 */
export function writtenCommands(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const file of globSync(['README.md', 'docs/*.md', 'docs/decisions/*.md', 'infra/**/*.sh', 'src/**/*.ts'], {
    cwd: root,
  })) {
    if (file.startsWith('src/checks/')) continue;
    const text = readFileSync(`${root}${file}`, 'utf8');
    const commands = file.endsWith('.ts') ? quotedCommands(text) : [...lineCommands(text), ...quotedCommands(text)];
    for (const command of commands) if (!found.has(command)) found.set(command, file);
  }
  return found;
}

/** Lines that begin with the command, with their continuations and without what the shell does with the output. */
function lineCommands(text: string): string[] {
  const joined = text.replaceAll(/\\\n\s*/g, '');
  return [...joined.matchAll(/^\s*(az [a-z].*)$/gm)].flatMap(([, line = '']) => complete(line));
}

function quotedCommands(text: string): string[] {
  const quoted = [/'(az [a-z][^'\n]*)'/g, /"(az [a-z][^"\n]*)"/g, /`(az [a-z][^`\n]*)`/g];
  return quoted.flatMap((form) => [...text.matchAll(form)].flatMap(([, line = '']) => complete(line)));
}

function complete(line: string): string[] {
  const command = line
    .replaceAll(/<[a-zA-Z ]+>/g, 'example')
    .replaceAll(/(?<!\$)\{(\w+)\}/g, (placeholder, name: string) => filledIn(name, line) ?? placeholder)
    .replace(/ >+ .*$| \| .*$|\s+# .*$/, '')
    .trim();
  // One whose quotes go on in the next line is left out.
  if ((command.match(/"/g)?.length ?? 0) % 2 === 1) return [];
  return / -/.test(command) && !/…|\.\.\.|\$\{/.test(command) ? [command] : [];
}

/** `id` is of whatever the command is about. */
function filledIn(name: string, command: string): string | undefined {
  if (name !== 'id') return plausibleValues[name] ?? ofRunbooks[name];
  const { routeTableId, subnetId, route } = plausibleValues;
  if (command.startsWith('az network route-table route ')) return `${routeTableId}/routes/${route}`;
  return command.startsWith('az network route-table ') ? routeTableId : subnetId;
}

/** What runbooks and proofs fill in beside what the checks' commands do. */
const ofRunbooks: Readonly<Record<string, string>> = {
  version: '1.30',
  min: '1',
  max: '20',
  surge: '1',
  channel: 'stable',
  osChannel: 'NodeImage',
  superset: '10.244.0.0/15',
  identity: 'id-shop',
  table: 'rt-own',
  prefix: '0.0.0.0/0',
  hopType: 'VirtualAppliance',
  hop: '10.0.255.4',
  subnet: plausibleValues['subnetId'] ?? '',
  lock: 'no-delete',
  level: 'CanNotDelete',
  type: 'CanNotDelete',
  group: 'rg-shop',
};
