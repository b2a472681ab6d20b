import { isEnum, type ManagedCluster } from '../model/azure/managed-cluster.ts';
import type { BeforeMigration, ProofItem } from '../model/migration-proof.ts';
import { contains, parseCidr } from '../network/cidr.ts';
import { podCidrTexts } from '../network/pod-cidrs.ts';
import { overlayUpdate, type Render } from './render.ts';

/** What the cluster's own resource must say. */
export function clusterItems(before: BeforeMigration, cluster: ManagedCluster, render: Render): readonly ProofItem[] {
  const { networkPlugin, networkPluginMode } = cluster.networkProfile ?? {};
  const core = { isCore: true, commands: render([overlayUpdate]) };
  const state = cluster.provisioningState ?? 'no state';
  const error = cluster.status?.provisioningError;
  const unfinished = cluster.agentPoolProfiles.filter((pool) => !isEnum(pool.provisioningState, 'Succeeded'));
  return [
    {
      ...core,
      id: 'plugin',
      title: 'Network plugin and mode',
      status: isEnum(networkPlugin, 'azure') && isEnum(networkPluginMode, 'overlay') ? 'pass' : 'fail',
      expected: 'azure, overlay',
      found: `${networkPlugin ?? 'none'}, ${networkPluginMode ?? 'no mode'}`,
    },
    {
      ...core,
      id: 'state',
      title: 'State of the cluster',
      status: isEnum(state, 'Succeeded') ? 'pass' : 'fail',
      expected: 'Succeeded',
      found: error?.message === undefined ? state : `${state}: ${error.code ?? 'error'}, ${error.message}`,
    },
    {
      ...core,
      id: 'pools',
      title: 'State of every node pool',
      status: unfinished.length === 0 ? 'pass' : 'fail',
      expected: 'Succeeded',
      found:
        unfinished.length === 0
          ? `${cluster.agentPoolProfiles.length} of ${cluster.agentPoolProfiles.length} Succeeded`
          : unfinished.map(({ name, provisioningState }) => `${name} ${provisioningState ?? 'no state'}`).join(', '),
    },
    podCidr(before, cluster),
  ];
}

/** The same range, or one that holds it: a new range that was asked for and ignored was reported. */
function podCidr({ podCidrs }: BeforeMigration, cluster: ManagedCluster): ProofItem {
  const now = podCidrTexts(cluster);
  const [old, present] = [podCidrs, now].map((texts) => texts.map(parseCidr));
  const isKept = old?.every(
    (range) => range !== undefined && present?.some((each) => each !== undefined && contains(each, range)),
  );
  return {
    ...{ id: 'podCidr', isCore: false, title: 'Pod CIDR', commands: [] },
    status: isKept === true ? 'pass' : 'fail',
    expected: `${podCidrs.join(', ')}, or a range that holds it`,
    found: now.join(', ') || 'none',
  };
}
