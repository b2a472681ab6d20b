import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Node } from 'web-tree-sitter';
import { clusterFolders } from '../../../src/collect/inside/cluster-folders.ts';
import { kubectlLinesForBash } from '../../../src/collect/inside/kubectl-lines-for-bash.ts';
import { kubectlLinesForPowerShell } from '../../../src/collect/inside/kubectl-lines-for-powershell.ts';
import { listsToSave } from '../../../src/collect/inside/lists-to-save.ts';
import { loadParsers, type Parsers } from '../../../src/iac/syntax/grammars.ts';
import { sourceText } from '../../../src/iac/text/source-text.ts';
import { kubernetesReads } from '../../../src/kubernetes/kubernetes-reads.ts';
import { clusterId } from '../../builders/resource-ids.ts';

const one = { id: clusterId, savedId: clusterId, name: 'aks-shop' };

describe('the lines for kubectl', () => {
  it('sign in, tie the folder to its cluster, and list every kind that is read', () => {
    const lines = kubectlLinesForBash([one], 'export/');

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

  it("never let a ConfigMap's data out", () => {
    const lines = kubectlLinesForBash([one], 'export');
    const [line] = lines.filter((each) => each.includes(' get configmaps '));

    expect(line).toContain('--namespace kube-system --output ');
    expect(line).toContain('go-template=');
    expect(lines.join('\n')).not.toContain('--raw /api/v1/namespaces/kube-system/configmaps');
  });

  it('give folders names that a shell takes', () => {
    const lines = kubectlLinesForBash([one, { ...one, name: 'aks-shop-2' }], "it's here");

    expect(lines.filter((line) => line.startsWith('mkdir'))).toEqual([
      `mkdir -p 'it'\\''s here/aks-shop'`,
      `mkdir -p 'it'\\''s here/aks-shop-2'`,
    ]);
  });

  it('use masked names for what is saved, and real ones for what is asked', () => {
    const lines = kubectlLinesForBash(
      [{ id: clusterId, savedId: '/subscriptions/0/resourceGroups/name-1/x/y/name-2', name: 'name-2' }],
      'export',
    );

    expect(lines[3]).toContain('--name aks-shop');
    expect(lines[4]).toBe('mkdir -p export/name-2');
  });

  it('are lines that a shell can read', async () => {
    const script = kubectlLinesForBash([one], "it's here").join('\n');

    await expect(promisify(execFile)('sh', ['-n', '-c', script])).resolves.toMatchObject({ stderr: '' });
  });
});

describe('the folders of clusters', () => {
  const other = clusterId.replace('rg-shop', 'rg-other');
  const names = (ids: readonly string[], present: Readonly<Record<string, string>> = {}) =>
    clusterFolders(
      ids.map((id) => ({ id, savedId: id })),
      new Map(Object.entries(present)),
    ).map(({ name }) => name);

  it('are named like them, with a number where two have one name', () => {
    expect(names([clusterId, other, other.replace('aks-shop', 'AKS-Shop-2')])).toEqual([
      'aks-shop',
      'aks-shop-2',
      'AKS-Shop-2-2',
    ]);
  });

  it("are another cluster's never, and their own again", () => {
    expect(names([clusterId], { 'aks-shop': other })).toEqual(['aks-shop-2']);
    expect(names([clusterId], { 'aks-shop': other, 'aks-shop-2': clusterId.toUpperCase() })).toEqual(['aks-shop-2']);
    expect(names([clusterId], { 'aks-shop': clusterId })).toEqual(['aks-shop']);
    expect(names([clusterId], { 'aks-shop': '' })).toEqual(['aks-shop-2']);
  });
});

describe('the lines for PowerShell', () => {
  let parsers: Parsers;
  beforeAll(async () => {
    parsers = await loadParsers();
  });

  const found = (node: Node, type: string): Node[] => [
    ...(node.type === type ? [node] : []),
    ...node.namedChildren.flatMap((child) => (child === null ? [] : found(child, type))),
  ];

  it("are PowerShell, whatever quotes are in the folder's name", () => {
    const text = kubectlLinesForPowerShell([one], "it’s Bob's").join('\n');
    const tree = parsers.powershell(sourceText('inside.ps1', text));
    expect(found(tree.rootNode, 'ERROR').map((node) => node.text)).toEqual([]);
    expect(tree.rootNode.hasError).toBe(false);
    expect(text).toContain("'it’’s Bob''s/aks-shop'");
    tree.delete();
  });

  it('save what those for bash save, each list into the same file', () => {
    const bash = kubectlLinesForBash([one], 'export').join('\n');
    const powershell = kubectlLinesForPowerShell([one], 'export').join('\n');
    const saved = (text: string, word: string) =>
      [...text.matchAll(new RegExp(`${word} '?(export/[^' ]+)'? (.*?)( '?--output|;| \\}|$)`, 'gm'))].map(
        ([, file = '', what = '']) => `${file} ${what.replaceAll("'", '').trim()}`,
      );

    expect(saved(powershell, 'Save-List')).toEqual(saved(bash, 'save'));
    expect(saved(bash, 'save')).toHaveLength(listsToSave.length);
  });

  it('give no program an argument with a quote inside, which Windows PowerShell would lose', () => {
    const text = kubectlLinesForPowerShell([one], 'export').join('\n');
    const tree = parsers.powershell(sourceText('inside.ps1', text));
    const calls = found(tree.rootNode, 'command').filter((node) => /^(Save-List|az|kubectl) /.test(node.text));
    expect(calls.length).toBeGreaterThan(listsToSave.length);
    expect(calls.filter((node) => /'[^']*"[^']*'/.test(node.text))).toEqual([]);
    tree.delete();
  });
});
