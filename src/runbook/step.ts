import { renderCommand } from '../checks/render-command.ts';
import type { ClusterReport } from '../model/report.ts';
import type { RunbookStep } from './runbook.ts';

type Parameters = Readonly<Record<string, string>>;

/** Fills commands with this cluster's names and what else a step knows; a name that no command line should carry leaves its line out. */
export type Render = (templates: readonly string[], more?: Parameters) => readonly string[];

export function renderFor({ subscriptionId, resourceGroup, name, location, id }: ClusterReport): Render {
  const own = { subscription: subscriptionId, resourceGroup, cluster: name, location, clusterId: id };
  return (templates, more = {}) =>
    templates.map((template) => renderCommand(template, { ...own, ...more })).filter((line) => line !== undefined);
}

/** What steps are made with; nothing given means: it only changes settings, and every migration needs it. */
export function step(
  given: Pick<RunbookStep, 'id' | 'title' | 'commands' | 'expect'> & Partial<RunbookStep>,
): RunbookStep {
  return { why: '', effect: 'changes', code: null, ...given };
}

export const aksUpdate =
  'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster}';
export const aksShow = 'az aks show --subscription {subscription} --resource-group {resourceGroup} --name {cluster}';
export const credentials =
  'az aks get-credentials --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --context {cluster} --overwrite-existing';

/** The update itself; everything else is there because of it. */
export const theUpdate = `${aksUpdate} --network-plugin azure --network-plugin-mode overlay`;

/** The bounds of a pool that the autoscaler runs. */
export const autoscaler =
  'az aks nodepool update --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {pool} --update-cluster-autoscaler --min-count {min} --max-count {max}';
