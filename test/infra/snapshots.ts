import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

export const root = join(import.meta.dirname, '../..');

const resourceSchema = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  apiVersion: z.string(),
  scope: z.string().optional(),
  sku: z.object({ name: z.string() }).optional(),
  properties: z.record(z.string(), z.unknown()).default({}),
});
const snapshotSchema = z.object({
  predictedResources: z.array(resourceSchema),
  diagnostics: z.array(z.unknown()),
});
export type PredictedResource = z.infer<typeof resourceSchema>;

/** What each set of parameters in `infra/deployments` makes, as the compiler evaluated it. */
export const snapshots = new Map(
  globSync('infra/deployments/*.snapshot.json', { cwd: root })
    .sort()
    .map((path) => {
      const snapshot = snapshotSchema.parse(JSON.parse(readFileSync(join(root, path), 'utf8')));
      return [basename(path, '.snapshot.json'), snapshot] as const;
    }),
);

export function resourcesOf(set: string, type?: string): readonly PredictedResource[] {
  const snapshot = snapshots.get(set);
  if (snapshot === undefined) throw new Error(`infra/deployments has no ${set}.snapshot.json`);
  return snapshot.predictedResources.filter((each) => type === undefined || each.type === type);
}

/** Of the only one, or of the one with that name. */
export function propertiesOf(set: string, type: string, name?: string): PredictedResource['properties'] {
  const [found, ...others] = resourcesOf(set, type).filter((each) => name === undefined || each.name.startsWith(name));
  if (found === undefined || others.length > 0) throw new Error(`${set} has ${1 + others.length} of ${type}`);
  return found.properties;
}

/** App settings by name. */
export function appSettingsOf(set: string): Readonly<Record<string, string>> {
  const { siteConfig } = z
    .object({ siteConfig: z.object({ appSettings: z.array(z.object({ name: z.string(), value: z.string() })) }) })
    .parse(propertiesOf(set, 'Microsoft.Web/sites'));
  return Object.fromEntries(siteConfig.appSettings.map(({ name, value }) => [name, value]));
}

/**
 * Role assignments as `who: role at scope`: the host's or the app's identity, the GUID of the role, and the last part of the scope.
 * An assignment's id is an expression, since it is made of the identity's object id, which only Azure knows.
 */
export function assignmentsOf(set: string): string[] {
  return resourcesOf(set, 'Microsoft.Authorization/roleAssignments').map(({ id, properties }) => {
    const { principalId, roleDefinitionId } = z
      .object({ principalId: z.string(), roleDefinitionId: z.string() })
      .parse(properties);
    const who = /userAssignedIdentities\/id-(host-)?/.exec(principalId);
    const scope = /^\[\w+\('([^']*)'/.exec(id)?.[1] ?? '';
    return `${who?.[1] ? 'host' : 'audit'}: ${roleDefinitionId.split('/').at(-1)} at ${scope.replace(/^.*\//, '').replace(/(?<=^(?:st|appi-|kv-))[a-z\d]{13}$/, '…')}`;
  });
}
