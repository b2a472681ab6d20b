import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';

/** Folders that are gone after each test. */
export function useFolders(): (files?: Readonly<Record<string, string>>) => Promise<string> {
  const made: string[] = [];
  afterEach(async () => {
    for (const folder of made.splice(0)) await rm(folder, { recursive: true });
  });
  return async (files = {}) => {
    const folder = await mkdtemp(join(tmpdir(), 'kubenet-audit-cli-'));
    made.push(folder);
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return folder;
  };
}

const subscription = '/subscriptions/0b1f6471-1bf0-4dda-aec3-111122223333';

/** What `az aks list -o json` prints for one cluster on kubenet. */
export function savedCluster(name: string, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: `${subscription}/resourcegroups/rg-aks/providers/Microsoft.ContainerService/managedClusters/${name}`,
    name,
    type: 'Microsoft.ContainerService/ManagedClusters',
    location: 'westeurope',
    tags: { env: 'prod' },
    kubernetesVersion: '1.33.2',
    currentKubernetesVersion: '1.33.2',
    provisioningState: 'Succeeded',
    powerState: { code: 'Running' },
    nodeResourceGroup: `MC_rg-aks_${name}_westeurope`,
    identity: { type: 'SystemAssigned' },
    agentPoolProfiles: [
      { name: 'system', count: 3, mode: 'System', type: 'VirtualMachineScaleSets', vmSize: 'Standard_D4s_v5' },
    ],
    networkProfile: {
      networkPlugin: 'kubenet',
      podCidr: '10.244.0.0/16',
      serviceCidr: '10.0.0.0/16',
      outboundType: 'loadBalancer',
    },
    ...changes,
  };
}

/** A file of them, for a folder. */
export function savedClusters(...clusters: readonly Record<string, unknown>[]): Record<string, string> {
  return { 'aks.json': JSON.stringify(clusters) };
}
