import { assessed, fail, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { objectId } from '../object-id.ts';
import { changelog, updateToOverlay } from '../sources.ts';

/** The one that AKS itself keeps. */
const reconciled = 'azure-ip-masq-agent-config-reconciled';

export default defineCheck({
  code: 'EGR-003',
  category: 'egress',
  title: 'The ip-masq-agent has no configuration of your own',
  failureTitle: 'The ip-masq-agent has a configuration of your own',
  severities: ['blocker'],
  condition: `Fails for every ConfigMap of kube-system whose name holds ip-masq-agent, such as azure-ip-masq-agent-config; only ${reconciled} is AKS's own. Needs the cluster's API; only names are read.`,
  why: 'The ranges it exempts from masquerading break on Overlay, or AKS refuses the migration. Old clusters often carry one that nobody remembers.',
  fix: {
    text: "Save the ConfigMap, find out who relies on traffic that keeps the pod's address, then delete it before the migration. The agent reads its configuration anew within a minute; no node restarts.",
    commands: [
      'kubectl --context {cluster} get configmap {configMap} --namespace kube-system --output yaml',
      'kubectl --context {cluster} delete configmap {configMap} --namespace kube-system',
    ],
  },
  sources: [changelog, updateToOverlay],
  needs: ['managedCluster', 'kubeSystemConfigMaps'],

  evaluate({ managedCluster: { id, name }, kubeSystemConfigMaps }) {
    const custom = kubeSystemConfigMaps.filter(
      (each) => each.name.includes('ip-masq-agent') && each.name !== reconciled,
    );
    if (custom.length === 0) {
      const evidence = { configMaps: kubeSystemConfigMaps.length };
      return assessed([
        pass(id, `kube-system of ${name} holds no ip-masq-agent configuration of its owner's.`, { evidence }),
      ]);
    }
    return assessed(
      custom.map((each) =>
        fail(objectId(id, 'configmaps', each), `ConfigMap kube-system/${each.name} configures the ip-masq-agent.`, {
          evidence: { configMap: each.name },
          parameters: { configMap: each.name },
        }),
      ),
    );
  },
});
