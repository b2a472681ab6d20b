#!/usr/bin/env node
// Runs `node <arguments>` with the project's own Node.js and dependencies, installing what is missing first. Plain JavaScript without
// imports from node_modules: it must run on a newcomer's Node.js 20, before anything is installed. Everything it says goes to
// standard error, since standard output belongs to the command.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const node = join(nodeDirectory(), process.platform === 'win32' ? 'node.exe' : 'node');
if (!isInstalled()) install();
run(process.argv.slice(2));

/** Node.js comes as one package a platform, whose hash stands in the lockfile. Elsewhere the caller's own serves, if it is 24 or later. */
function nodeDirectory() {
  const platform = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const names = Object.keys(readJson('package.json').optionalDependencies);
  const name = names.find((each) => each.replace('node-bin-', 'node-') === platform);
  if (name !== undefined) return join(root, 'node_modules', name, 'bin');
  if (Number.parseInt(process.versions.node, 10) >= 24) return dirname(process.execPath);
  fail(`there is no npm package ${platform} with Node.js. Install Node.js 24 and start it with that`);
}

/**
 * Whether npm's own record, which it writes last, holds what the lockfile holds, hash for hash. Files' times say nothing: a copy of
 * the project has new ones.
 */
function isInstalled() {
  if (!existsSync(node) || !existsSync(join(root, 'node_modules', '.package-lock.json'))) return false;
  const installed = readJson('node_modules/.package-lock.json').packages;
  return Object.entries(readJson('package-lock.json').packages).every(
    ([path, wanted]) =>
      path === '' ||
      (path in installed ? isSame(installed[path], wanted) : wanted.optional || wanted.devOptional || wanted.peer),
  );
}

function isSame(installed, wanted) {
  return installed.version === wanted.version && installed.integrity === wanted.integrity;
}

function install() {
  process.stderr.write('Installing dependencies (once)…\n');
  const npm = process.env.npm_execpath;
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm, ...options]] : ['npm', options];
  // npm's own words go to standard error, whatever stream it chooses.
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: command === 'npm' });
  if (status === 0 && existsSync(node)) return;
  const why = error?.message ?? (status === 0 ? `npm left out ${node}` : `npm ended with ${status}`);
  fail(`the dependencies could not be installed: ${why}. Run "npm ci" in the project to see why`);
}

function run(args) {
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  const child = spawn(node, args, { stdio: 'inherit', env });
  // The child gets a terminal's signals itself; those sent to this process alone are passed on. Either way the child decides.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`${node} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(signal === null ? code : 1));
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

function fail(why) {
  process.stderr.write(`kubenet-audit: ${why}.\n`);
  process.exit(1);
}
