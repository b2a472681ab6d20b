import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Principal } from '../../simulated-azure/estate/estate.ts';
import { type AzSurroundings, runAz } from './azure-cli.ts';

/** What is exported, and by whom. */
export interface Export {
  readonly folder: string;
  readonly subscriptionId: string;
  readonly surroundings: AzSurroundings;
}

/** Points the Azure CLI at another Azure than Microsoft's, and signs a service principal in. */
export async function signIn(
  azure: { readonly armEndpoint: string; readonly tenantId: string },
  { clientId, clientSecret }: Pick<Principal, 'clientId' | 'clientSecret'>,
  surroundings: AzSurroundings,
): Promise<void> {
  const results = await runAz(
    [
      { command: `az cloud register --name Simulated --endpoint-resource-manager ${azure.armEndpoint}` },
      { command: 'az cloud set --name Simulated' },
      {
        command: `az login --service-principal --username ${clientId} --password=${clientSecret} --tenant ${azure.tenantId}`,
      },
    ],
    surroundings,
  );
  const failed = results.find(({ exitCode }) => exitCode !== 0);
  if (failed !== undefined) throw new Error(`Signing in with the Azure CLI failed: ${failed.stderr}`);
}

/** Saves what the Azure CLI lists of one subscription, a file for each list: the commands that the report names for a folder. */
export async function exportWithAz({ folder, subscriptionId, surroundings }: Export): Promise<void> {
  await mkdir(folder, { recursive: true });
  const save = async (lists: readonly (readonly [file: string, command: string])[]) => {
    const commands = lists.map(([file, command]) => ({
      command: `${command} --subscription ${subscriptionId} -o json`,
      file: join(folder, `${file}.json`),
    }));
    const results = await runAz(commands, surroundings);
    const failed = results.find(({ exitCode }) => exitCode !== 0);
    if (failed !== undefined) throw new Error(`"${failed.command}" failed: ${failed.stderr}`);
  };
  const saved = async (file: string): Promise<readonly Listed[]> =>
    JSON.parse(await readFile(join(folder, `${file}.json`), 'utf8'));

  await save([
    ['../groups', 'az group list'],
    ['clusters', 'az aks list'],
    ['networks', 'az network vnet list'],
    ['scale-sets', 'az vmss list'],
    ['interfaces', 'az network nic list'],
    ['security-groups', 'az network nsg list'],
    ['gateways', 'az network application-gateway list'],
    ['locks', 'az lock list'],
    ['role-assignments', 'az role assignment list --all --fill-principal-name false --fill-role-definition-name false'],
    ['advice', 'az advisor recommendation list --category HighAvailability'],
  ]);
  const groups = (await saved('../groups')).map(({ name }) => name);
  const clusters = await saved('clusters');
  const scaleSets = await saved('scale-sets');
  const networks = await saved('networks');
  await save([
    ...groups.map((group) => [`tables-${group}`, `az network route-table list -g ${group}`] as const),
    ...groups.map((group) => [`local-gateways-${group}`, `az network local-gateway list -g ${group}`] as const),
    ...clusters.map(
      ({ name, resourceGroup }) =>
        [`windows-${name}`, `az aks maintenanceconfiguration list -g ${resourceGroup} --cluster-name ${name}`] as const,
    ),
    ...scaleSets.flatMap(({ name, resourceGroup }, index) => [
      [`nodes-${index}`, `az vmss list-instances -g ${resourceGroup} --name ${name} --expand instanceView`] as const,
      [`nics-${index}`, `az vmss nic list -g ${resourceGroup} --vmss-name ${name}`] as const,
    ]),
    ...networks.map(
      ({ id }, index) => [`usages-${index}`, `az rest --url "${id}/usages?api-version=2026-01-01"`] as const,
    ),
  ]);
}

/** What every list has, and is needed for the lists below it. */
interface Listed {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
}
