import type { Source } from '../model/source.ts';

/** Pages and source files that several checks rest on. */
export const configureKubenet: Source = {
  title: 'Use kubenet networking with your own route table',
  url: 'https://learn.microsoft.com/azure/aks/configure-kubenet',
  sure: 'documented',
};

export const azureRoutes: Source = {
  title: 'How the cloud controller writes routes (cloud-provider-azure)',
  url: 'https://github.com/kubernetes-sigs/cloud-provider-azure/blob/7b31c76ce2ff602cc2dfec988744d8d0534b448c/pkg/provider/azure_routes.go',
  sure: 'source',
};

export const routeController: Source = {
  title: 'Which routes the route controller takes for its own',
  url: 'https://github.com/kubernetes-sigs/cloud-provider-azure/blob/7b31c76ce2ff602cc2dfec988744d8d0534b448c/vendor/k8s.io/cloud-provider/controllers/route/route_controller.go',
  sure: 'source',
};

export const swallowedRouteError: Source = {
  title: 'A failed write of the route table is reported as success',
  url: 'https://github.com/kubernetes-sigs/cloud-provider-azure/issues/11003',
  sure: 'reported',
};

export const userDefinedRoutes: Source = {
  title: 'Virtual network traffic routing',
  url: 'https://learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview',
  sure: 'documented',
};

export const updateToOverlay: Source = {
  title: 'Update to Azure CNI Overlay',
  url: 'https://learn.microsoft.com/azure/aks/update-azure-cni',
  sure: 'documented',
};

export const overlayConcepts: Source = {
  title: 'Azure CNI Overlay concepts and limits',
  url: 'https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay',
  sure: 'documented',
};

export const expandPodCidr: Source = {
  title: 'Expand the pod CIDR of an Overlay cluster',
  url: 'https://learn.microsoft.com/azure/aks/azure-cni-overlay-pod-expand',
  sure: 'documented',
};

export const rollingUpgrades: Source = {
  title: 'Rolling upgrades of node pools',
  url: 'https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling',
  sure: 'documented',
};

export const startAndStop: Source = {
  title: 'Stop and start a cluster',
  url: 'https://learn.microsoft.com/azure/aks/start-stop-cluster',
  sure: 'documented',
};

export const networkPolicies: Source = {
  title: 'Network policies in AKS',
  url: 'https://learn.microsoft.com/azure/aks/use-network-policies',
  sure: 'documented',
};

export const changelog: Source = {
  title: 'AKS releases',
  url: 'https://github.com/Azure/AKS/blob/master/CHANGELOG.md',
  sure: 'documented',
};

export const nodeCountRejected: Source = {
  title: 'AKS rejects a kubenet cluster that may exceed 400 nodes',
  url: 'https://github.com/kubernetes-sigs/cloud-provider-azure/pull/4184',
  sure: 'reported',
};

export const foreignSubnetError: Source = {
  title: 'The migration fails while other subnets use the route table',
  url: 'https://github.com/MicrosoftDocs/azure-aks-docs/issues/334',
  sure: 'reported',
};

export const podReachabilityLost: Source = {
  title: 'Other subnets lose the pods after the migration',
  url: 'https://github.com/Azure/AKS/issues/4871',
  sure: 'reported',
};

export const dualStackGap: Source = {
  title: 'IPv6 pod traffic breaks during the migration of a dual-stack cluster',
  url: 'https://github.com/Azure/AKS/issues/5120',
  sure: 'reported',
};

export const roleAssignments: Source = {
  title: 'How Azure decides who may do what',
  url: 'https://learn.microsoft.com/azure/role-based-access-control/overview',
  sure: 'documented',
};

export const resourceLocks: Source = {
  title: 'Lock Azure resources',
  url: 'https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources',
  sure: 'documented',
};

export const upgradeOptions: Source = {
  title: 'What an upgrade checks before it starts',
  url: 'https://learn.microsoft.com/azure/aks/upgrade-options',
  sure: 'inferred',
};

export const ingressController: Source = {
  title: 'How the Application Gateway Ingress Controller uses the route table (source code)',
  url: 'https://github.com/Azure/application-gateway-kubernetes-ingress',
  sure: 'source',
};

export const overlayExtensionRange: Source = {
  title: 'A gateway subnet larger than /24 is rejected on Overlay',
  url: 'https://github.com/Azure/AKS/issues/5123',
  sure: 'reported',
};
