#!/usr/bin/env node
// Runs `node <arguments>` with the project's own Node.js and dependencies, installing what is missing first. With --without-tools before
// the arguments nothing is installed that only tests and builds need: a third, and no Node.js either, for the caller's will do. Plain
// JavaScript without imports from node_modules: it must run on a newcomer's Node.js 20, before anything is installed. Everything it says
// goes to standard error, since standard output belongs to the command.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const withTools = process.argv[2] !== '--without-tools';
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 11))
  fail(`this is Node.js ${process.versions.node}: start it with 20.11 or later`);
const project = join(nodeDirectory(), process.platform === 'win32' ? 'node.exe' : 'node');
if (!isInstalled()) install();
run(process.argv.slice(withTools ? 2 : 3));

/**
 * Node.js comes as one package a platform, whose hash stands in the lockfile. Elsewhere the caller's own serves, if it is 24 or later;
 * without the tools any does.
 */
function nodeDirectory() {
  const platform = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const names = Object.keys(readJson('package.json').optionalDependencies);
  const name = names.find((each) => each.replace('node-bin-', 'node-') === platform);
  if (name !== undefined) return join(root, 'node_modules', name, 'bin');
  if (major >= 24 || !withTools) return dirname(process.execPath);
  fail(`there is no npm package ${platform} with Node.js. Install Node.js 24 and start it with that`);
}

/**
 * Whether npm's own record, which it writes last, holds what the lockfile holds, hash for hash. Files' times say nothing: a copy of
 * the project has new ones.
 */
function isInstalled() {
  if (withTools && !existsSync(project)) return false;
  if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) return false;
  const installed = readJson('node_modules/.package-lock.json').packages;
  return Object.entries(readJson('package-lock.json').packages).every(
    ([path, wanted]) =>
      path === '' ||
      isLeftOut(wanted) ||
      (path in installed ? isSame(installed[path], wanted) : wanted.optional || wanted.devOptional || wanted.peer),
  );
}

function isLeftOut({ dev, devOptional, optional }) {
  return !withTools && (dev || devOptional || optional);
}

function isSame(installed, wanted) {
  return installed.version === wanted.version && installed.integrity === wanted.integrity;
}

function install() {
  process.stderr.write('Installing dependencies (once)…\n');
  const npm = process.env.npm_execpath;
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  if (!withTools) options.push('--omit=dev', '--omit=optional');
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm, ...options]] : ['npm', options];
  // npm's own words go to standard error, whatever stream it chooses.
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: command === 'npm' });
  if (status === 0 && (existsSync(project) || !withTools)) return;
  const why = error?.message ?? (status === 0 ? `npm left out ${project}` : `npm ended with ${status}`);
  fail(`the dependencies could not be installed: ${why}. Run "npm ci" in the project to see why`);
}

function run(args) {
  const node = existsSync(project) ? project : process.execPath;
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  // In the environment, so that a process that the command starts has it too.
  if (node === process.execPath && major < 24) {
    const older = pathToFileURL(join(root, 'scripts', 'older-node.mjs')).href;
    env.NODE_OPTIONS = [env.NODE_OPTIONS, `--import=${older}`].filter(Boolean).join(' ');
  }
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
