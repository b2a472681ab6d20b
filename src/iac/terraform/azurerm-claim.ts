import type { ClusterClaim, CodeCluster } from '../judge/claim.ts';
import { weaker } from '../judge/presence.ts';
import type { Scope } from '../value/evaluate.ts';
import { tagsOf } from '../value/member-at.ts';
import { mapped, nullValue, type Value } from '../value/value.ts';
import type { Block } from './body.ts';
import { type Instance, type Repetition, scopeOf } from './instance.ts';
import { attributeValue, type NestedBlock, nestedBlocks } from './network-profile.ts';
import { azurermVersion } from './provider-version.ts';

/** The clusters of `azurerm_kubernetes_cluster`: one for each network profile that the block can have, and one without where it has none. */
export function azurermClaims(resource: Block, instance: Instance, copy: Repetition): ClusterClaim[] {
  const scope = scopeOf(instance, copy.each);
  const profiles = nestedBlocks(resource, 'network_profile', instance, copy.each);
  const standing = profiles.filter(({ presence }) => presence !== 'off');
  return (standing.length > 0 ? standing : [undefined]).map((profile) => ({
    language: 'terraform',
    subject: subjectOf(resource, instance),
    at: resource.at,
    ...networkOf(profile),
    kubernetesVersion: attributeValue(resource.body, 'kubernetes_version', scope)?.value,
    ways: [],
    leftOutBy: profile === undefined ? switchedOff(profiles.length) : '',
    act: 'declares',
    presence: weaker(copy.presence, profile?.presence ?? 'stands'),
    byDefault: undefined,
    provider: azurermVersion(instance.root, instance.module, scope),
    speaksOfKubenet: /kubenet/i.test(resource.text),
    cluster: clusterOf(resource, instance, scope),
  }));
}

/** @param count how many blocks the code can make, none of which stands */
function switchedOff(count: number): string {
  return count === 0
    ? ''
    : 'Its block network_profile is not made as the code stands (its for_each has nothing); whoever gives it a value can pick kubenet. ';
}

export function subjectOf(block: Block, { address }: Instance): string {
  const own = block.labels.join('.');
  return address === '' ? own : `${address}.${own}`;
}

function networkOf(profile: NestedBlock | undefined) {
  const read = (name: string) => profile && attributeValue(profile.body, name, profile.scope);
  const plugin = read('network_plugin');
  return {
    plugin: plugin?.value,
    pluginAt: plugin?.at,
    mode: read('network_plugin_mode')?.value,
    networkPolicy: read('network_policy')?.value,
    podCidr: read('pod_cidr')?.value ?? firstOf(read('pod_cidrs')?.value),
  };
}

/** Of two ranges the first is IPv4's. */
function firstOf(ranges: Value | undefined): Value | undefined {
  return ranges && mapped(ranges, (value) => (value.kind === 'list' ? (value.items[0] ?? nullValue(value.at)) : value));
}

export function clusterOf(block: Block, instance: Instance, scope: Scope): CodeCluster {
  return {
    name: attributeValue(block.body, 'name', scope)?.value,
    resourceGroup: attributeValue(block.body, 'resource_group_name', scope)?.value,
    tags: tagsOf(attributeValue(block.body, 'tags', scope)?.value),
    module: instance.module.folder,
    calledAt: instance.calledAt,
  };
}
