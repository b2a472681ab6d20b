import type { ClusterClaim } from '../judge/claim.ts';
import { memberAt } from '../value/member-at.ts';
import { textOf } from '../value/value.ts';
import { clusterOf, subjectOf } from './azurerm-claim.ts';
import type { Block } from './body.ts';
import { callTerraform } from './functions.ts';
import { groupOfId } from './group-of-id.ts';
import { type Instance, type Repetition, scopeOf } from './instance.ts';
import { attributeValue } from './network-profile.ts';

/** `azapi_resource` and `azapi_update_resource` whose type is a managed cluster: the body is a map, in old versions its JSON text. */
export function azapiClaims(resource: Block, instance: Instance, copy: Repetition): ClusterClaim[] {
  const scope = scopeOf(instance, copy.each);
  const type = textOf(attributeValue(resource.body, 'type', scope)?.value) ?? '';
  if (!/^microsoft\.containerservice\/managedclusters@/i.test(type)) return [];
  const written = attributeValue(resource.body, 'body', scope);
  const decoded = written && callTerraform('jsondecode', [() => written.value], written.at, instance.readFile);
  const profile = memberAt(decoded, 'properties', 'networkProfile');
  const plugin = memberAt(profile, 'networkPlugin');
  return [
    {
      language: 'terraform',
      subject: subjectOf(resource, instance),
      at: resource.at,
      plugin: plugin ?? (decoded?.kind === 'unknown' ? decoded : undefined),
      pluginAt: plugin?.at,
      mode: memberAt(profile, 'networkPluginMode'),
      kubernetesVersion: memberAt(decoded, 'properties', 'kubernetesVersion'),
      networkPolicy: memberAt(profile, 'networkPolicy'),
      podCidr: memberAt(profile, 'podCidr'),
      ways: [],
      leftOutBy: '',
      act: resource.labels[0] === 'azapi_update_resource' ? 'updates' : 'declares',
      presence: copy.presence,
      byDefault: undefined,
      provider: undefined,
      speaksOfKubenet: /kubenet/i.test(resource.text),
      cluster: {
        ...clusterOf(resource, instance, scope),
        resourceGroup: groupOfId(attributeValue(resource.body, 'parent_id', scope)?.value),
      },
    },
  ];
}
