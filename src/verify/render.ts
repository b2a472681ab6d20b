import { renderCommand } from '../checks/render-command.ts';
import type { BeforeMigration } from '../model/migration-proof.ts';

/** Fills commands with the cluster's names; a name that no command line should carry leaves its line out. */
export type Render = (templates: readonly string[], more?: Readonly<Record<string, string>>) => string[];

export function renderFor({ subscriptionId, resourceGroup, name, id }: BeforeMigration): Render {
  const own = { subscription: subscriptionId, resourceGroup, cluster: name, clusterId: id };
  return (templates, more = {}) =>
    templates.map((template) => renderCommand(template, { ...own, ...more })).filter((line) => line !== undefined);
}

/** Begins a migration, or goes on with one that stopped. */
export const overlayUpdate =
  'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --network-plugin azure --network-plugin-mode overlay';

export const aksUpdate =
  'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster}';
