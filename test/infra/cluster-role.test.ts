import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { clusterRole } from '../../scripts/generate/cluster-role.ts';
import { type KubernetesRead, kubernetesReads } from '../../src/kubernetes/kubernetes-reads.ts';

const file = readFileSync(join(import.meta.dirname, '../../deploy/kubernetes/cluster-role.yaml'), 'utf8');
const rule = z.strictObject({
  apiGroups: z.array(z.string()).length(1),
  resources: z.array(z.string()),
  verbs: z.array(z.string()),
});
const documentSchema = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string(), namespace: z.string().optional() }),
  rules: z.array(rule).default([]),
  roleRef: z.object({ kind: z.string(), name: z.string() }).optional(),
});

function documents() {
  return z.array(documentSchema).parse(parseAllDocuments(file).map((document) => document.toJS()));
}

/** Every list of the reads, as `namespace|group/resource`. */
const lists = Object.values<KubernetesRead>(kubernetesReads).map(
  ({ namespace = '', group, resource }) => `${namespace}|${group}/${resource}`,
);

describe('the ClusterRole', () => {
  it('is what the list of reads says', () => {
    expect(file).toBe(clusterRole(Object.values(kubernetesReads)));
  });

  it('allows exactly the lists that are read, and no other verb', () => {
    const allowed = documents().flatMap(({ metadata, rules }) =>
      rules.flatMap(({ apiGroups, resources }) =>
        resources.map((resource) => `${metadata.namespace ?? ''}|${apiGroups[0]}/${resource}`),
      ),
    );

    expect(allowed.sort()).toEqual([...lists].sort());
    const verbs = documents().flatMap(({ rules }) => rules.flatMap((each) => each.verbs));
    expect(new Set(verbs)).toEqual(new Set(['list']));
  });

  it('binds each role', () => {
    const all = documents();

    expect(all.map(({ kind }) => kind)).toEqual(['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding']);
    expect(all.flatMap(({ roleRef }) => roleRef ?? [])).toEqual([
      { kind: 'ClusterRole', name: 'kubenet-audit' },
      { kind: 'Role', name: 'kubenet-audit' },
    ]);
  });
});
