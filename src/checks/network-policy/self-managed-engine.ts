import { isEnum } from '../../model/azure/managed-cluster.ts';
import { nameOfObject } from '../../model/kubernetes/object-meta.ts';
import type { Workload } from '../../model/kubernetes/workload.ts';
import { assessed, fail, notApplicable, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { imageOf } from '../image-version.ts';
import { objectId } from '../object-id.ts';
import { updateToOverlay } from '../sources.ts';

/** DaemonSets of networks and policy engines that people install themselves, by the name their own manifests give. */
const engines = ['calico-node', 'cilium', 'kube-router', 'antrea-agent'];

/** Calico's node agent under another name: what its image is called in whatever registry. */
const calicoImage = /(^|\/)calico[/-]node$/;

export default defineCheck({
  code: 'NP-005',
  category: 'networkPolicy',
  title: 'No network or policy engine of your own is installed',
  failureTitle: 'A network or policy engine that AKS does not manage is installed',
  severities: ['blocker'],
  blockerUntilReviewed: true,
  condition: `Fails when networkPolicy is none and a DaemonSet is named ${engines.join(', ')} or runs the image calico/node, and does not belong to AKS. Does not apply when AKS manages an engine. Needs the cluster's API.`,
  why: 'The migration replaces the configuration that such an engine hooks into: what it does then, nobody has tested. It stays a blocker until somebody has looked.',
  fix: {
    text: 'Find out what it is for. Remove it before the migration, and use an engine that AKS manages afterwards; if it cannot go, build a new cluster.',
    commands: ['kubectl --context {cluster} get daemonset {daemonSet} --namespace {namespace} --output yaml'],
  },
  sources: [{ ...updateToOverlay, sure: 'inferred' }],
  needs: ['managedCluster', 'daemonSets'],

  evaluate({ managedCluster: { id, name, networkProfile }, daemonSets }) {
    if (networkProfile === undefined) return unknown('The cluster states no network profile.');
    const networkPolicy = networkProfile.networkPolicy ?? 'none';
    if (!isEnum(networkPolicy, 'none'))
      return notApplicable(`AKS manages the policy engine of ${name}: ${networkPolicy}.`);
    const found = daemonSets.filter((each) => !each.managedByAks && isEngine(each));
    if (found.length === 0) {
      const evidence = { networkPolicy, daemonSets: daemonSets.length };
      return assessed([pass(id, `${name} runs no engine that AKS does not manage.`, { evidence })]);
    }
    return assessed(
      found.map((each) =>
        fail(objectId(id, 'daemonsets', each), `DaemonSet ${nameOfObject(each)} does not belong to AKS.`, {
          evidence: { networkPolicy, daemonSet: nameOfObject(each), images: [...each.images] },
          parameters: { namespace: each.namespace, daemonSet: each.name },
        }),
      ),
    );
  },
});

function isEngine({ name, images }: Workload): boolean {
  return engines.includes(name) || images.some((image) => calicoImage.test(imageOf(image).path));
}
