import { addCluster } from '../build/add-cluster.ts';
import type { Situation } from './situation.ts';

/** Calico where its uninstall is refused: below 1.30. */
const calicoOn129: Situation = (draft) => {
  const image = { osSku: 'Ubuntu', nodeImageVersion: 'AKSUbuntu-2204gen2containerd-202503.13.0' } as const;
  addCluster(draft, {
    name: 'aks-identity-legacy',
    subscription: 'corporate',
    kubernetesVersion: '1.29.15',
    networkProfile: { networkPolicy: 'calico' },
    pools: [
      { name: 'agentpool', mode: 'System', count: 3, ...image },
      { name: 'apps', count: 4, ...image },
    ],
  });
};

const calico: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-identity-prod',
    subscription: 'corporate',
    networkProfile: { networkPolicy: 'calico' },
    tags: { env: 'prod', owner: 'identity' },
  });
};

export const networkPolicy: readonly Situation[] = [calicoOn129, calico];
