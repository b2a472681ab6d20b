import { isEnum } from '../../model/azure/managed-cluster.ts';
import { assessed, fail, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { startAndStop } from '../sources.ts';

export default defineCheck({
  code: 'MIG-002',
  category: 'migration',
  title: 'The cluster is running',
  failureTitle: 'The cluster is stopped',
  severities: ['blocker'],
  condition:
    'Fails when powerState.code is anything but Running. The provisioning state of a stopped cluster is Succeeded, and tells nothing.',
  why: 'A stopped cluster accepts only to be started or deleted, so it cannot be migrated. After the retirement date nobody knows whether it still starts.',
  fix: {
    text: 'Start the cluster for the migration, or delete it if nobody misses it. Starting takes minutes and is paid for; the nodes come back with other addresses.',
    commands: ['az aks start --subscription {subscription} --resource-group {resourceGroup} --name {cluster}'],
  },
  sources: [startAndStop],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    const code = managedCluster.powerState?.code;
    if (code === undefined) return unknown('The cluster states no power state.');
    const message = `${managedCluster.name} is ${code}.`;
    const evidence = { powerState: code };
    return assessed([
      isEnum(code, 'Running')
        ? pass(managedCluster.id, message, { evidence })
        : fail(managedCluster.id, message, { evidence }),
    ]);
  },
});
