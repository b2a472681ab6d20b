import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Which hosts of Azure may stand in which files. Everything else takes them from there, so that a cloud is one setting. */
const places: readonly { readonly hosts: RegExp; readonly files: readonly string[] }[] = [
  {
    // Resource Manager, sign-in and the audiences of tokens.
    hosts:
      /management\.(azure|usgovcloudapi|chinacloudapi|microsoftazure)\.|login\.(microsoftonline|chinacloudapi|partner)|sts\.windows/i,
    files: ['src/arm/clouds.ts'],
  },
  {
    // The report knows no cloud; who renders it says which portal, and this is the one when nobody does.
    hosts: /portal\.azure\./i,
    files: ['src/arm/clouds.ts', 'src/words/links.ts'],
  },
  {
    // The local host stands for the platform, which has a connection's address of its own.
    hosts: /core\.(windows|usgovcloudapi|chinacloudapi)\./i,
    files: ['src/config/storage-settings.ts', 'functions-host/queue-connection.ts'],
  },
];

const code = globSync('src/**/*.ts', { cwd: root }).map((path) => ({ path, text: withoutComments(path) }));

it.each(places)('$hosts stand only in $files', ({ hosts, files }) => {
  const found = code.filter(({ text }) => hosts.test(text)).map(({ path }) => path);

  expect(found.filter((path) => !files.includes(path))).toEqual([]);
});

it('names the hosts of all three clouds there', () => {
  const clouds = code.find(({ path }) => path === 'src/arm/clouds.ts')?.text ?? '';

  expect(clouds.match(places[0]?.hosts ?? /(?!)/i)).not.toBeNull();
  for (const cloud of ['public', 'usgov', 'china']) expect(clouds).toContain(`${cloud}: {`);
});

function withoutComments(path: string): string {
  const source = readFileSync(join(root, path), 'utf8');
  return source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
}
