import { armActions } from '../src/arm/arm-actions.ts';
import { armReads } from '../src/arm/arm-reads.ts';
import { kubernetesReads } from '../src/kubernetes/kubernetes-reads.ts';
import { auditRole } from './generate/audit-role.ts';
import { clusterRole } from './generate/cluster-role.ts';
import { permissionsPage } from './generate/permissions-page.ts';
import { writeOrCheck } from './generate/write-or-check.ts';

/** Writes the role and the permissions page from the list of ARM reads; with `--check`, fails where they differ from it. */
const reads = Object.values(armReads);
await writeOrCheck(
  {
    'infra/role/audit-role.json': `${formatJson(auditRole(reads))}\n`,
    'docs/permissions.md': permissionsPage([...reads, ...Object.values(armActions)]),
    'deploy/kubernetes/cluster-role.yaml': clusterRole(Object.values(kubernetesReads)),
  },
  'node scripts/generate-role.ts',
);

/** As the project's formatter leaves it: a list of one stays on its line. */
function formatJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(/\[\s+("[^"]*")\s+\]/g, '[$1]');
}
