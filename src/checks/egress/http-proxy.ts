import { podCidrTexts, serviceCidrTexts } from '../../network/pod-cidrs.ts';
import { assessed, fail, pass, unknown } from '../assessment.ts';
import { azuresDefault } from '../azures-default.ts';
import { defineCheck } from '../define-check.ts';

export default defineCheck({
  code: 'EGR-004',
  category: 'egress',
  title: 'No HTTP proxy has to be thought of',
  failureTitle: 'The nodes use an HTTP proxy',
  severities: ['low'],
  condition: 'Fails when httpProxyConfig names an HTTP or HTTPS proxy.',
  why: 'The migration does not depend on it, but noProxy has to cover pod and service CIDRs, and a change of the proxy reimages every pool too: never both in one window.',
  fix: {
    text: 'See that noProxy covers the pod and service CIDRs. If it has to change, change it in a window of its own before the migration: it reimages every node.',
    commands: [
      'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --http-proxy-config {httpProxyConfigFile}',
    ],
  },
  sources: [
    { title: 'HTTP proxy in AKS', url: 'https://learn.microsoft.com/azure/aks/http-proxy', sure: 'documented' },
  ],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    const { id, name, httpProxyConfig } = managedCluster;
    if (httpProxyConfig === undefined) {
      return assessed([pass(id, `The HTTP proxy of ${name} is ${azuresDefault}, which is none.`)]);
    }
    if (httpProxyConfig.httpProxy === undefined && httpProxyConfig.httpsProxy === undefined) {
      return unknown(`${name} has a proxy configuration that names no proxy.`);
    }
    const ranges = [...podCidrTexts(managedCluster), ...serviceCidrTexts(managedCluster)];
    const missing = ranges.filter((range) => !httpProxyConfig.noProxy.includes(range));
    const listed = missing.length > 0 ? `does not list ${missing.join(', ')}` : 'lists its pod and service CIDRs';
    return assessed([
      fail(id, `${name} uses an HTTP proxy; noProxy ${listed}.`, {
        evidence: { noProxy: httpProxyConfig.noProxy, rangesNotListed: missing },
      }),
    ]);
  },
});
