import { type ClusterClaim, plainClaim } from '../judge/claim.ts';
import { memberAt, tagsOf } from '../value/member-at.ts';
import { choice, mapped, scalar, textOf, unknown, type Value } from '../value/value.ts';
import { entriesIn, objectsIn } from '../value/visit.ts';

/** The values that variables have anywhere in the folder: of plays, of groups and hosts, of roles. */
export type AnsibleVariables = ReadonlyMap<string, readonly Value[]>;

/** The clusters of `azure_rm_aks`. */
export function ansibleClaims(document: Value, variables: AnsibleVariables): ClusterClaim[] {
  return [...objectsIn(document)].flatMap((task) =>
    entriesIn(task)
      .filter(([key]) => /^(azure\.azcollection\.)?azure_rm_aks$/.test(key))
      .map(([, module]): ClusterClaim => {
        const profile = memberAt(module, 'network_profile');
        const plugin = memberAt(profile, 'network_plugin');
        const isRemoved = textOf(memberAt(module, 'state')) === 'absent';
        return {
          ...plainClaim,
          language: 'ansible',
          subject: textOf(task.get('name')) ?? 'azure_rm_aks',
          at: task.at,
          plugin: plugin && withVariables(plugin, variables),
          pluginAt: plugin?.at,
          mode: memberAt(profile, 'network_plugin_mode'),
          kubernetesVersion: memberAt(module, 'kubernetes_version'),
          networkPolicy: memberAt(profile, 'network_policy'),
          podCidr: memberAt(profile, 'pod_cidr'),
          isOff: isRemoved,
          byDefault:
            profile === undefined
              ? undefined
              : { plugin: 'kubenet', whose: 'azure_rm_aks fills a network_profile without a plugin with kubenet' },
          cluster: {
            name: textOf(memberAt(module, 'name')),
            resourceGroup: textOf(memberAt(module, 'resource_group')),
            tags: tagsOf(memberAt(module, 'tags')),
            module: task.at.file,
          },
        };
      }),
  );
}

/** `{{ name }}` and `{{ name | default('kubenet') }}`; anything else between braces is not worked out. */
function withVariables(value: Value, variables: AnsibleVariables): Value {
  return mapped(value, (each) => {
    const text = textOf(each) ?? '';
    if (!text.includes('{{')) return each;
    const [, name = '', fallback] =
      /^\{\{\s*([\w.]+)\s*(?:\|\s*default\(\s*['"]?([\w-]+)['"]?.*\)\s*)?\}\}$/.exec(text.trim()) ?? [];
    const known = variables.get(name) ?? [];
    if (known.length > 0)
      return choice(
        known.map((given) => ({ value: given, certainty: 'sure' })),
        each.at,
      );
    if (fallback !== undefined) return choice([{ value: scalar(fallback, each.at), certainty: 'maybe' }], each.at);
    return unknown(
      name === '' ? 'a template is worked out when the play runs' : `the variable ${name} was not found`,
      each.at,
      'caller',
    );
  });
}

/** What a YAML file adds to the variables: those of plays, and the whole of a file of variables. */
export function ansibleVariables(document: Value, file: string): (readonly [string, Value])[] {
  const isVariables = /(^|\/)(group_vars|host_vars|vars|defaults)\//.test(file) || /(^|\/)vars\.ya?ml$/.test(file);
  const own = isVariables ? entriesIn(document) : [];
  return [
    ...own,
    ...[...objectsIn(document)].flatMap((map) => [
      ...entriesIn(map.get('vars')),
      ...entriesIn(map.get('set_fact')),
      ...entriesIn(map.get('ansible.builtin.set_fact')),
    ]),
  ];
}
