import { nameOfObject } from '../../model/kubernetes/object-meta.ts';
import type { Workload } from '../../model/kubernetes/workload.ts';
import { assessed, fail, type Judgement, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { imageOf, isOlderVersion } from '../image-version.ts';
import { objectId } from '../object-id.ts';
import { ingressController } from '../sources.ts';

/** Of the Application Gateway Ingress Controller: the first that serves Overlay and labels its resources rightly. */
const oldestForOverlay = '1.8.1';

/** How its image is named, by itself and in its Helm chart. */
const applicationGatewayImage = /(^|\/)(ingress-azure|azure-application-gateway\/kubernetes-ingress)$/;
const containersImage = /(^|\/)alb-controller$/;

const listReleases = 'helm list --namespace {namespace} --kube-context {cluster}';
const upgradeController =
  'helm upgrade {release} oci://mcr.microsoft.com/azure-application-gateway/charts/ingress-azure --namespace {namespace} --reuse-values --version {version} --kube-context {cluster}';
const removeController = 'helm uninstall {release} --namespace {namespace} --kube-context {cluster}';

export default defineCheck({
  code: 'ING-003',
  category: 'ingress',
  title: 'No ingress controller of your own stands in the way',
  failureTitle: 'An ingress controller of your own does not survive the migration',
  severities: ['high'],
  condition: `Fails for every Deployment with the Application Gateway Ingress Controller below ${oldestForOverlay} (${oldestForOverlay} passes; a version that cannot be read is suspected), and for every one with the ALB controller of Application Gateway for Containers. The controller of the AKS add-on is ING-001's. Needs the cluster's API.`,
  why: `Below ${oldestForOverlay} the controller cannot serve pods on Overlay. Application Gateway for Containers is not supported on kubenet at all, and on Overlay wants a subnet of exactly /24.`,
  fix: {
    text: 'Upgrade the Application Gateway Ingress Controller with Helm before the migration, to the newest 1.9; its pods restart, the gateway keeps serving. Remove the ALB controller, and install it again after the migration.',
    commands: [listReleases, upgradeController, removeController],
  },
  sources: [
    ingressController,
    {
      title: 'Application Gateway for Containers: container networking',
      url: 'https://learn.microsoft.com/azure/application-gateway/for-containers/container-networking',
      sure: 'documented',
    },
  ],
  needs: ['managedCluster', 'deployments'],

  evaluate({ managedCluster: { id, name }, deployments }) {
    const found = deployments.flatMap((each) => judge(id, each));
    if (found.length > 0) return assessed(found);
    const evidence = { deployments: deployments.length };
    return assessed([pass(id, `${name} runs no ingress controller of Application Gateway of its own.`, { evidence })]);
  },
});

/** The Deployment of the add-on carries AKS's labels, and this name. */
function isAddOn({ namespace, name, managedByAks }: Workload): boolean {
  return managedByAks || (namespace === 'kube-system' && name === 'ingress-appgw-deployment');
}

function judge(clusterId: string, deployment: Workload): Judgement[] {
  const name = nameOfObject(deployment);
  const id = objectId(clusterId, 'deployments', deployment);
  const images = deployment.images.map(imageOf);
  const parameters = { namespace: deployment.namespace };
  const containers = images.find(({ path }) => containersImage.test(path));
  if (containers !== undefined) {
    const evidence = { deployment: name, image: containers.text };
    const commands = [listReleases, removeController];
    return [
      fail(id, `Deployment ${name} runs the ALB controller, which kubenet does not support.`, {
        evidence,
        parameters,
        commands,
      }),
    ];
  }
  const gateway = images.find(({ path }) => applicationGatewayImage.test(path));
  if (gateway === undefined || isAddOn(deployment)) return [];
  const isOlder = isOlderVersion(gateway.tag, oldestForOverlay);
  const message = `Deployment ${name} runs the Application Gateway Ingress Controller ${gateway.tag ?? 'in a version it does not name'}.`;
  const evidence = { deployment: name, image: gateway.text, needed: oldestForOverlay };
  if (isOlder === false) return [pass(id, message, { evidence })];
  const confidence = isOlder === undefined ? 'suspected' : 'measured';
  return [fail(id, message, { evidence, parameters, confidence, commands: [listReleases, upgradeController] })];
}
