import { rm } from 'node:fs/promises';
import { onTestFinished } from 'vitest';
import type { ArmResource } from '../../simulated-azure/estate/estate.ts';
import type { Report } from '../../src/model/report.ts';
import { auditedFolder, clusterOf, sampleEstate } from './audit-azure.ts';
import { armLists, type Files, saveFolder } from './saved-shapes.ts';

/** A folder with these files, gone after the test that asks for it. */
export async function folderOf(files: Files): Promise<string> {
  const folder = await saveFolder(files);
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

export const auditedFiles = async (files: Files): Promise<Report> => auditedFolder(await folderOf(files));

/** A healthy cluster on a managed network: everything of it lies in two groups. */
export const name = 'aks-payments-prod';
export const own = sampleEstate.resources.filter(({ id }) => id.includes(`_${name}_`) || id.endsWith(`/${name}`));
export const ownUsages = sampleEstate.subnetUsages.filter(({ id }) => id.includes(`_${name}_`));

type Change = (properties: Record<string, unknown>, resource: ArmResource) => Record<string, unknown>;

/** The cluster's files with the properties of one type changed. */
export function changed(type: string, change: Change): Files {
  const resources = own.map((resource) => {
    const isMeant = resource.type.toLowerCase() === type.toLowerCase();
    return isMeant ? { ...resource, properties: change({ ...resource.properties }, resource) } : resource;
  });
  return armLists(resources, ownUsages);
}

/** The cluster's files with the cluster itself changed. */
export const ofCluster = (change: Change) => changed('Microsoft.ContainerService/managedClusters', change);
export const withNetworkProfile = (more: Record<string, unknown>) =>
  ofCluster((properties) => ({
    ...properties,
    networkProfile: { ...(properties['networkProfile'] as Record<string, unknown>), ...more },
  }));

/** By code. */
export const statuses = (report: Report) =>
  Object.fromEntries(clusterOf(report, name).checks.map(({ code, status }) => [code, status]));
/** Codes. */
export const withStatus = (report: Report, status: string) =>
  clusterOf(report, name)
    .checks.filter((check) => check.status === status)
    .map(({ code }) => code);
