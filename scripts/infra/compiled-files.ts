import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { z } from 'zod';
import { runBicep } from './bicep.ts';

/** Templates that are deployed by themselves, and the compiled form of each for those without Bicep. */
export const templates = [
  { source: 'infra/main.bicep', compiled: 'infra/main.json' },
  { source: 'infra/rbac/management-group.bicep', compiled: 'infra/rbac/management-group.json' },
] as const;

/** The invented subscription that every snapshot is made for, as arguments of the compiler. */
export const snapshotPlace = {
  subscription: ['--subscription-id', '00000000-0000-4000-8000-000000000001'],
  managementGroup: ['--management-group-id', 'landing-zones'],
  tenant: ['--tenant-id', '00000000-0000-4000-8000-000000000002', '--location', 'westeurope'],
};

const snapshotSchema = z.looseObject({ outputs: z.record(z.string(), z.unknown()) });

/**
 * Compiles infra's templates and evaluates the sets of parameters in infra/deployments, without Azure. Resolves to what is wrong: a
 * file that differs from what is stored (with `check`), or that cannot be made.
 */
export async function compileInfra(root: string, program: string, mode: 'write' | 'check'): Promise<string[]> {
  // Each call takes a core.
  const limit = pLimit(2);
  const sets = globSync('infra/deployments/*.bicepparam', { cwd: root }).sort();
  const problems = await Promise.all([
    ...templates.map((each) => limit(() => compileTemplate(root, program, mode, each))),
    ...sets.map((set) => limit(() => evaluateSet(root, program, mode, set))),
  ]);
  return problems.flat();
}

async function compileTemplate(
  root: string,
  program: string,
  mode: 'write' | 'check',
  { source, compiled }: (typeof templates)[number],
): Promise<string[]> {
  const { code, stdout, stderr } = await runBicep(program, ['build', join(root, source), '--stdout']);
  if (code !== 0 || stderr.trim() !== '') return [`${source}: ${stderr.trim()}`];
  if (mode === 'write') await writeFile(join(root, compiled), stdout);
  return (await readFile(join(root, compiled), 'utf8')) === stdout ? [] : [`${compiled} is not what ${source} says`];
}

async function evaluateSet(root: string, program: string, mode: 'write' | 'check', set: string): Promise<string[]> {
  const parameters = await readFile(join(root, set), 'utf8');
  const scope = parameters.includes("using '../main.bicep'")
    ? snapshotPlace.subscription
    : snapshotPlace.managementGroup;
  const how = ['--mode', mode === 'write' ? 'overwrite' : 'validate'];
  const args = ['snapshot', join(root, set), ...how, ...scope, ...snapshotPlace.tenant];
  const { code, stdout, stderr } = await runBicep(program, args);
  if (code !== 0) return [`${set} makes something else than its snapshot says:\n${stdout}${stderr}`];
  if (mode === 'write') await sortOutputs(join(root, set.replace(/\.bicepparam$/, '.snapshot.json')));
  return [];
}

/** The compiler writes outputs in another order each time, and compares without regard to it. */
async function sortOutputs(file: string): Promise<void> {
  const { outputs, ...rest } = snapshotSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const sorted = Object.fromEntries(Object.entries(outputs).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(file, `${JSON.stringify({ ...rest, outputs: sorted }, null, 2)}\n`);
}
