import { type ClusterClaim, plainClaim } from '../judge/claim.ts';
import { memberAt, tagsOf } from '../value/member-at.ts';
import { choice, mapped, type ObjectValue, textOf, type Value } from '../value/value.ts';
import { entriesIn, itemsIn } from '../value/visit.ts';

const clusterType =
  /containerservice(\/v?\d\w*)?(\/managedCluster)?:(ManagedCluster|KubernetesCluster)$|kubernetesCluster:KubernetesCluster$/i;

/** The clusters of a Pulumi program in YAML, with the defaults of its configuration. */
export function pulumiClaims(document: ObjectValue): ClusterClaim[] {
  const settings = new Map([
    ...entriesIn(document.get('config')),
    ...entriesIn(document.get('configuration')),
    ...entriesIn(document.get('variables')),
  ]);
  return entriesIn(document.get('resources')).flatMap(([name, resource]) => {
    if (!clusterType.test(textOf(memberAt(resource, 'type')) ?? '')) return [];
    const written = memberAt(resource, 'properties', 'networkProfile');
    const profile = itemsIn(written)[0] ?? written;
    const plugin = memberAt(profile, 'networkPlugin');
    return [
      {
        ...plainClaim,
        language: 'pulumi-yaml',
        subject: name,
        at: resource.at,
        plugin: plugin && withSettings(plugin, settings),
        pluginAt: plugin?.at,
        mode: memberAt(profile, 'networkPluginMode'),
        kubernetesVersion: memberAt(resource, 'properties', 'kubernetesVersion'),
        networkPolicy: memberAt(profile, 'networkPolicy'),
        podCidr: memberAt(profile, 'podCidr'),
        cluster: {
          name:
            textOf(memberAt(resource, 'properties', 'resourceName')) ??
            textOf(memberAt(resource, 'properties', 'name')) ??
            name,
          resourceGroup: textOf(memberAt(resource, 'properties', 'resourceGroupName')),
          tags: tagsOf(memberAt(resource, 'properties', 'tags')),
          module: resource.at.file,
        },
      } satisfies ClusterClaim,
    ];
  });
}

/** `${name}` is a setting, whose default a stack may override. */
function withSettings(value: Value, settings: ReadonlyMap<string, Value>): Value {
  return mapped(value, (each) => {
    const name = /^\$\{([\w.-]+)\}$/.exec(textOf(each) ?? '')?.[1];
    if (name === undefined) return each;
    const setting = settings.get(name);
    const fallback = setting?.kind === 'object' ? (setting.get('default') ?? setting.get('value')) : setting;
    if (fallback === undefined)
      return { kind: 'unknown', reason: `the setting ${name} has no default`, from: 'caller', at: each.at };
    return choice([{ value: fallback, certainty: 'maybe' }], each.at);
  });
}
