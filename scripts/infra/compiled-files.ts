import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { BicepServer, DeploymentPlace } from './bicep-server.ts';

/** Templates that are deployed by themselves, and the compiled form of each for those without Bicep. */
export const templates = [
  { source: 'infra/main.bicep', compiled: 'infra/main.json' },
  { source: 'infra/rbac/management-group.bicep', compiled: 'infra/rbac/management-group.json' },
] as const;

const tenant = { tenantId: '00000000-0000-4000-8000-000000000002', location: 'westeurope' };

/** The invented places that the snapshots are made for. */
export const snapshotPlaces = {
  subscription: { ...tenant, subscriptionId: '00000000-0000-4000-8000-000000000001' },
  managementGroup: { ...tenant, managementGroupId: 'landing-zones' },
} satisfies Record<string, DeploymentPlace>;

const resourcesSchema = z.array(z.looseObject({ id: z.string() }));
const snapshotSchema = z.looseObject({ outputs: z.record(z.string(), z.unknown()) });

/**
 * Compiles infra's templates and evaluates the sets of parameters in infra/deployments, without Azure. Resolves to what is wrong: a
 * file that differs from what is stored (with `check`), or that cannot be made.
 */
export async function compileInfra(root: string, bicep: BicepServer, mode: 'write' | 'check'): Promise<string[]> {
  const made = [
    ...templates.map(({ source, compiled }) => ({ file: compiled, source, make: () => build(bicep, root, source) })),
    ...globSync('infra/deployments/*.bicepparam', { cwd: root })
      .sort()
      .map((source) => ({ file: snapshotOf(source), source, make: () => evaluate(bicep, root, source) })),
  ];
  const problems: string[] = [];
  for (const { file, source, make } of made) {
    const text = await make().catch((error: Error) => error);
    if (text instanceof Error) problems.push(`${source}: ${text.message}`);
    else if (mode === 'write') await writeFile(join(root, file), text);
    else problems.push(...(await differences(root, file, text)));
  }
  return problems;
}

function build(bicep: BicepServer, root: string, source: string): Promise<string> {
  return bicep.build(join(root, source));
}

/** With its outputs in order. */
async function evaluate(bicep: BicepServer, root: string, set: string): Promise<string> {
  const parameters = await readFile(join(root, set), 'utf8');
  const place = parameters.includes("using '../main.bicep'") ? 'subscription' : 'managementGroup';
  const snapshot = await bicep.snapshot(join(root, set), snapshotPlaces[place]);
  const { outputs, ...rest } = snapshotSchema.parse(JSON.parse(snapshot));
  const sorted = Object.fromEntries(Object.entries(outputs).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ ...rest, outputs: sorted }, null, 2)}\n`;
}

function snapshotOf(set: string): string {
  return set.replace(/\.bicepparam$/, '.snapshot.json');
}

/** Of a snapshot, with the resources that are not as they were: a reader looks for those. */
async function differences(root: string, file: string, text: string): Promise<string[]> {
  const stored = await readFile(join(root, file), 'utf8');
  if (stored === text) return [];
  const [was, is] = [stored, text].map(resourcesById);
  const ids = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])];
  const changed = ids.filter((id) => !isDeepStrictEqual(was?.get(id), is?.get(id)));
  return [`${file} is not what its source makes: ${changed.join(', ') || 'see npm run infra'}`];
}

function resourcesById(text: string): Map<string, unknown> {
  const { predictedResources } = z
    .looseObject({ predictedResources: resourcesSchema.default([]) })
    .parse(JSON.parse(text));
  return new Map(predictedResources.map((resource) => [resource.id, resource]));
}
