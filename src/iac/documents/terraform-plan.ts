import { azurermMigratesFrom } from '../dated-defaults.ts';
import { type ClusterClaim, plainClaim } from '../judge/claim.ts';
import type { IacFinding } from '../judge/finding.ts';
import { isKubenet, judgeClaim } from '../judge/judge-claim.ts';
import { plainFinding } from '../judge/plain-finding.ts';
import { memberAt, tagsOf } from '../value/member-at.ts';
import { textOf, unknown, type Value } from '../value/value.ts';
import { itemsIn, textsIn } from '../value/visit.ts';

const clusterTypes = new Set(['azurerm_kubernetes_cluster', 'azapi_resource', 'rancher2_cluster']);

/** `terraform show -json` of a plan: exact, since Terraform worked everything out. */
export function planFindings(plan: Value): IacFinding[] {
  const changes = itemsIn(memberAt(plan, 'resource_changes'));
  return changes.filter((change) => clusterTypes.has(textOf(memberAt(change, 'type')) ?? '')).flatMap(changeFindings);
}

function changeFindings(change: Value): IacFinding[] {
  const actions = textsIn(memberAt(change, 'change', 'actions'));
  const address = textOf(memberAt(change, 'address')) ?? 'a cluster';
  const [before, after] = ['before', 'after'].map((state) => pluginOf(memberAt(change, 'change', state)));
  if (actions.includes('delete')) {
    const stays = isKubenet(after) ? judgeClaim(claimOf(change, address, after)) : [];
    return actions.includes('create') ? [replaced(change, address), ...stays] : [];
  }
  if (isKubenet(before) && after !== undefined && !isKubenet(after)) {
    return [
      plainFinding(
        after.at,
        'migrates',
        'terraform-plan',
        address,
        'The plan moves the cluster from kubenet in place.',
      ),
    ];
  }
  return judgeClaim(claimOf(change, address, after));
}

function replaced(change: Value, address: string): IacFinding {
  const at = memberAt(change, 'change', 'actions')?.at ?? change.at;
  const paths = itemsIn(memberAt(change, 'change', 'replace_paths')).map((path) => textsIn(path).join('.'));
  const because = paths.length === 0 ? '' : ` because of ${paths.join(', ')}`;
  const why = `The plan replaces the cluster${because}: everything in it would be gone.`;
  const instead = `Do not apply. Raise azurerm to ${azurermMigratesFrom.version} or later, leave pod_cidr as it is, and plan again until it says "update in-place".`;
  return plainFinding(at, 'destroys-cluster', 'terraform-plan', address, why, instead);
}

function profileOf(state: Value | undefined): Value | undefined {
  const written = memberAt(state, 'network_profile') ?? memberAt(state, 'body', 'properties', 'networkProfile');
  return itemsIn(written)[0] ?? written;
}

function pluginOf(state: Value | undefined): Value | undefined {
  const profile = profileOf(state);
  return memberAt(profile, 'network_plugin') ?? memberAt(profile, 'networkPlugin');
}

function claimOf(change: Value, address: string, plugin: Value | undefined): ClusterClaim {
  const after = memberAt(change, 'change', 'after');
  const waits = memberAt(change, 'change', 'after_unknown', 'network_profile') !== undefined;
  const isPending = plugin === undefined && waits;
  return {
    ...plainClaim,
    language: 'terraform-plan',
    subject: address,
    at: change.at,
    plugin: isPending ? unknown('the plan knows it only after the apply', change.at) : plugin,
    pluginAt: plugin?.at,
    mode: memberAt(profileOf(after), 'network_plugin_mode'),
    kubernetesVersion: memberAt(after, 'kubernetes_version'),
    networkPolicy: memberAt(profileOf(after), 'network_policy'),
    podCidr: memberAt(profileOf(after), 'pod_cidr'),
    cluster: {
      name: memberAt(after, 'name'),
      resourceGroup: memberAt(after, 'resource_group_name'),
      tags: tagsOf(memberAt(after, 'tags')),
      module: address.split('.').slice(0, -2).join('.'),
      calledAt: [],
    },
  };
}
