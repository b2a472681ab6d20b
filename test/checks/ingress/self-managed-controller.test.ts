import { describe, expect, it } from 'vitest';
import selfManagedController from '../../../src/checks/ingress/self-managed-controller.ts';
import { aWorkload } from '../../builders/kubernetes-facts.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { ask, failing, failingIds, plainCommands } from '../ask.ts';

const gateway = 'mcr.microsoft.com/azure-application-gateway/kubernetes-ingress';
const askImage = (image: string, overrides: Parameters<typeof aWorkload>[0] = {}) =>
  ask(selfManagedController, { deployments: [aWorkload({ name: 'agic', images: [image], ...overrides })] });

describe('ING-003', () => {
  it('passes without any', () => {
    expect(ask(selfManagedController, { deployments: [aWorkload()] }).status).toBe('pass');
  });

  it.each(['1.8.0', '1.7.9', 'v1.5.3', '1.8.1-rc1', '0.99.0'])('fails for version %s', (version) => {
    const outcome = askImage(`${gateway}:${version}`);

    expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
    expect(failingIds(outcome)).toEqual([`${clusterId}/namespaces/shop/deployments/agic`]);
    expect(failing(outcome)[0]?.confidence).toBe('measured');
    expect(plainCommands(outcome)).toHaveLength(2);
  });

  it.each(['1.8.1', '1.9.0', '1.10.0', '2.0.0'])('passes for version %s', (version) => {
    expect(askImage(`${gateway}:${version}`).status).toBe('pass');
  });

  it.each([gateway, `${gateway}:latest`, `${gateway}@sha256:0123`, 'registry.local:5000/mirror/ingress-azure'])(
    'suspects an image that does not tell its version: %s',
    (image) => {
      expect(failing(askImage(image))).toMatchObject([{ confidence: 'suspected' }]);
    },
  );

  it("knows the image in a registry of the owner's", () => {
    expect(askImage('contoso.azurecr.io/ingress-azure:1.4.0').status).toBe('fail');
    expect(askImage('contoso.azurecr.io/ingress-azure-docs:1.4.0').status).toBe('pass');
  });

  it('leaves the add-on of AKS to ING-001', () => {
    expect(askImage(`${gateway}:1.7.2`, { namespace: 'kube-system', name: 'ingress-appgw-deployment' }).status).toBe(
      'pass',
    );
    expect(askImage(`${gateway}:1.7.2`, { managedByAks: true }).status).toBe('pass');
  });

  it('fails for the ALB controller in any version, and offers to remove it', () => {
    const outcome = askImage('mcr.microsoft.com/application-lb/images/alb-controller:1.9.0');

    expect(outcome.status).toBe('fail');
    expect(plainCommands(outcome)).toEqual([
      'helm list --namespace shop --kube-context aks-shop',
      "helm uninstall '<release>' --namespace shop --kube-context aks-shop",
    ]);
  });

  it('is not run where nobody asked the cluster', () => {
    expect(ask(selfManagedController).status).toBe('notRun');
  });
});
