#!/usr/bin/env node
// Runs `node <arguments>` with the project's own Node.js and dependencies, installing what is missing first. Plain JavaScript without
// imports from node_modules: it must run on a newcomer's Node.js 20, before anything is installed. Everything it says goes to
// standard error, since standard output belongs to the command.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const nodeDirectory = join(root, 'node_modules', 'node', 'bin');
const node = join(nodeDirectory, process.platform === 'win32' ? 'node.exe' : 'node');
if (!isInstalled()) install();
run(process.argv.slice(2));

/** npm writes its own record last, so a half-finished installation has none, and one from before a pull is older. */
function isInstalled() {
  const record = join(root, 'node_modules', '.package-lock.json');
  return (
    existsSync(node) &&
    existsSync(record) &&
    statSync(record).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  );
}

function install() {
  process.stderr.write('Installing dependencies (once)…\n');
  const npm = process.env.npm_execpath;
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm, ...options]] : ['npm', options];
  // npm's own words go to standard error, whatever stream it chooses.
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: command === 'npm' });
  if (status !== 0 || !existsSync(node)) {
    const why =
      error?.message ?? (status === 0 ? 'the package "node" did not bring its binary' : `npm ended with ${status}`);
    process.stderr.write(
      `kubenet-audit: the dependencies could not be installed: ${why}. Run "npm ci" in the project to see why.\n`,
    );
    process.exit(1);
  }
}

function run(args) {
  const env = { ...process.env, PATH: `${nodeDirectory}${delimiter}${process.env.PATH ?? ''}` };
  const child = spawn(node, args, { stdio: 'inherit', env });
  // The child gets a terminal's signals itself; those sent to this process alone are passed on. Either way the child decides.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`kubenet-audit: ${node} could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal === null ? code : 1));
}
