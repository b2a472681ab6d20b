/**
 * What is used of the Kubernetes client, loaded only when a cluster is read: it is large, and most audits need none of it.
 */
export { HttpMethod, IsomorphicFetchHttpLibrary, KubeConfig, RequestContext } from '@kubernetes/client-node';
