import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { kubectlLines } from '../../src/audit/kubectl-lines.ts';
import { kubernetesReads } from '../../src/kubernetes/kubernetes-reads.ts';
import { clusterId } from '../builders/resource-ids.ts';

const one = { id: clusterId, savedId: clusterId };

describe('the lines for kubectl', () => {
  it('sign in, tie the folder to its cluster, and list every kind that is read', () => {
    const lines = kubectlLines([one], 'export/');

    expect(lines.slice(2, 6)).toEqual([
      '# aks-shop',
      'az aks get-credentials --subscription 00000000-0000-0000-0000-000000000001 --resource-group rg-shop --name aks-shop --context aks-shop --file "$config" --overwrite-existing',
      'mkdir -p export/aks-shop',
      `echo '{"id":"${clusterId}"}' > export/aks-shop/cluster.json`,
    ]);
    for (const { resource, group } of Object.values(kubernetesReads)) {
      expect(lines.join('\n')).toMatch(
        new RegExp(group === '' ? ` get .*\\b${resource}\\b` : `${resource}.${group}|${group}/v1/${resource}`),
      );
    }
    expect(lines).toContain(
      'save export/aks-shop/networkpolicies.json --context aks-shop get --raw /apis/networking.k8s.io/v1/networkpolicies',
    );
  });

  it('never let a ConfigMap’s data out', () => {
    const lines = kubectlLines([one], 'export');
    const [line] = lines.filter((each) => each.includes(' get configmaps '));

    expect(line).toContain('--namespace kube-system --output ');
    expect(line).toContain('go-template=');
    expect(lines.join('\n')).not.toContain('--raw /api/v1/namespaces/kube-system/configmaps');
  });

  it('give clusters of one name a folder each, and folders names that a shell takes', () => {
    const other = { id: clusterId.replace('rg-shop', 'rg-other'), savedId: clusterId.replace('rg-shop', 'rg-other') };
    const lines = kubectlLines([one, other], "it's here");

    expect(lines.filter((line) => line.startsWith('mkdir'))).toEqual([
      `mkdir -p 'it'\\''s here/aks-shop'`,
      `mkdir -p 'it'\\''s here/aks-shop-2'`,
    ]);
  });

  it('use masked names for what is saved, and real ones for what is asked', () => {
    const lines = kubectlLines(
      [{ id: clusterId, savedId: '/subscriptions/0/resourceGroups/name-1/x/y/name-2' }],
      'export',
    );

    expect(lines[3]).toContain('--name aks-shop');
    expect(lines[4]).toBe('mkdir -p export/name-2');
  });

  it('are lines that a shell can read', async () => {
    const script = kubectlLines([one], "it's here").join('\n');

    await expect(promisify(execFile)('sh', ['-n', '-c', script])).resolves.toMatchObject({ stderr: '' });
  });
});
