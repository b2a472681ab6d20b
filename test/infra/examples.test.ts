import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { settingList } from '../../src/config/setting-list.ts';
import { runCli } from '../cli/run-cli.ts';

const root = join(import.meta.dirname, '../..');
const pages = ['examples/github-actions.yml', 'examples/azure-pipelines.yml', 'docs/deploy.md'];

it.each(pages)('%s gives the command only options that it has', async (page) => {
  const helps = {
    scan: (await runCli(['scan', '--help'])).stdout,
    report: (await runCli(['report', '--help'])).stdout,
  };
  const calls = readFileSync(join(root, page), 'utf8').matchAll(
    /(?:kubenet-audit\.mjs|kubenet-audit|\.tgz) (scan|report) ([^\n&|]*)/g,
  );
  const found = [...calls].flatMap(([, command = '', rest = '']) => {
    const help = command === 'scan' ? helps.scan : helps.report;
    const options = rest.match(/--[a-z-]+/g) ?? [];
    return options
      .filter((option) => !help.includes(`${option} `) && !help.includes(`${option}\n`))
      .map((option) => `${command} ${option}`);
  });

  expect(found).toEqual([]);
});

it.each(pages)('%s sets only settings that there are', (page) => {
  const names = readFileSync(join(root, page), 'utf8').match(/(?<!\.)\bKUBENET_AUDIT_[A-Z_]+(?=:|=)/g) ?? [];

  expect(names.filter((name) => !Object.hasOwn(settingList.shape, name))).toEqual([]);
});

const linking = ['deploy', 'operations', 'permissions', 'threat-model', 'settings', 'infrastructure-rules'];

it.each(['SECURITY.md', ...linking.map((name) => `docs/${name}.md`)])('%s links to what is there', (page) => {
  const links = [...readFileSync(join(root, page), 'utf8').matchAll(/\]\(([^)#:]+)(?:#[\w-]+)?\)/g)];
  const paths = links.map(([, path = '']) => join(root, page, '..', path));

  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});

it.each([
  ['SECURITY.md', 12],
  ['docs/threat-model.md', 11],
])('%s names for every promise the test that holds it', (page, least) => {
  const table = readFileSync(join(root, page), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '));
  const promises = table.filter((line) => !/^\| (---|Promise|Who controls)/.test(line));

  expect(promises.length).toBeGreaterThanOrEqual(least);
  expect(promises.filter((line) => !/\]\([^)]*(\.test\.ts|\/ci\.yml|\/renovate\.json)\)[^|]*\|$/.test(line))).toEqual(
    [],
  );
});
