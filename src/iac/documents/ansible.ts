import { isYaml } from '../folder/kinds.ts';
import { type ClusterClaim, plainClaim } from '../judge/claim.ts';
import type { IacFinding } from '../judge/finding.ts';
import { networkPluginName } from '../judge/plugin-name.ts';
import type { Presence } from '../judge/presence.ts';
import { givenFindings, judgeCommand } from '../shell/judge-command.ts';
import { yamlValue } from '../syntax/yaml-value.ts';
import type { Place, SourceText } from '../text/place.ts';
import { concatenated } from '../value/evaluate.ts';
import { memberAt, tagsOf } from '../value/member-at.ts';
import { choice, mapped, type ObjectValue, type Option, scalar, textOf, unknown, type Value } from '../value/value.ts';
import { entriesIn, itemsIn, objectsIn } from '../value/visit.ts';

/** The values that variables have anywhere in the folder: of plays, of groups and hosts, of roles. */
export type AnsibleVariables = ReadonlyMap<string, readonly Value[]>;

export interface AnsibleReading {
  readonly claims: readonly { readonly claim: ClusterClaim; readonly presence: Presence }[];
  readonly findings: readonly IacFinding[];
  /** The scripts of `shell` and `command` tasks; their braces are still in them. */
  readonly scripts: readonly {
    readonly source: SourceText;
    readonly shell: 'bash' | 'powershell';
    readonly presence: Presence;
  }[];
}

/** The clusters of `azure_rm_aks`, the parameters of `azure_rm_deployment`, and the commands of tasks. */
export function readAnsible(document: Value, variables: AnsibleVariables): AnsibleReading {
  const tasks = [...objectsIn(document)].flatMap((task) =>
    entriesIn(task).map(([key, module]) => ({ task, module, name: key.replace(/^[\w.]+\./, '') })),
  );
  const named = (name: string) => tasks.filter((each) => each.name === name);
  const commands = tasks.filter(({ name }) => /^(win_)?(shell|command|raw)$/.test(name));
  return {
    claims: named('azure_rm_aks')
      .filter(({ module }) => textOf(memberAt(module, 'state')) !== 'absent')
      .map(({ task, module }) => ({ claim: clusterClaim(task, module, variables), presence: presenceOf(task) })),
    findings: [
      ...named('azure_rm_deployment').flatMap(({ module }) => deploymentFindings(module, variables)),
      ...commands.flatMap(({ module }) => argumentFindings(module, variables)),
    ],
    scripts: commands.flatMap(({ task, module, name }) => {
      const written = module.kind === 'object' ? (module.get('cmd') ?? module.get('_raw_params')) : module;
      const source = written?.kind === 'scalar' ? written.source : undefined;
      const shell = name.startsWith('win_') ? 'powershell' : 'bash';
      return source === undefined ? [] : [{ source, shell, presence: presenceOf(task) } as const];
    }),
  };
}

/** `when: false` never runs; every other condition is the play's. */
function presenceOf(task: ObjectValue): Presence {
  const when = task.get('when');
  const conditions = when?.kind === 'list' ? when.items : [when];
  return conditions.some((each) => /^(false|no)$/i.test(textOf(each) ?? '')) ? 'never' : 'stands';
}

function clusterClaim(task: ObjectValue, module: Value, variables: AnsibleVariables): ClusterClaim {
  const profile = memberAt(module, 'network_profile');
  const read = (from: Value | undefined, name: string) => {
    const value = memberAt(from, name);
    return value && withVariables(value, variables);
  };
  return {
    ...plainClaim,
    language: 'ansible',
    subject: textOf(task.get('name')) ?? 'azure_rm_aks',
    at: task.at,
    plugin: profile?.kind === 'scalar' ? notWorkedOut(profile) : read(profile, 'network_plugin'),
    pluginAt: memberAt(profile, 'network_plugin')?.at,
    mode: read(profile, 'network_plugin_mode'),
    kubernetesVersion: read(module, 'kubernetes_version'),
    networkPolicy: read(profile, 'network_policy'),
    podCidr: read(profile, 'pod_cidr'),
    cluster: {
      name: read(module, 'name'),
      resourceGroup: read(module, 'resource_group'),
      tags: tagsOf(memberAt(module, 'tags')),
      module: task.at.file,
      calledAt: [],
    },
  };
}

function notWorkedOut({ at }: Value): Value {
  return unknown('the network profile is worked out when the play runs', at, 'caller');
}

function deploymentFindings(module: Value, variables: AnsibleVariables): IacFinding[] {
  return entriesIn(memberAt(module, 'parameters')).flatMap(([name, given]) => {
    const value = memberAt(given, 'value') ?? given;
    return networkPluginName.test(name)
      ? givenFindings({ language: 'ansible' }, name, withVariables(value, variables), 'creates-kubenet')
      : [];
  });
}

/** `argv` is the command as its words. */
function argumentFindings(module: Value, variables: AnsibleVariables): IacFinding[] {
  const [name, ...args] = itemsIn(memberAt(module, 'argv')).map((word) => withVariables(word, variables));
  if (name === undefined) return [];
  return judgeCommand({ language: 'ansible', name: textOf(name) ?? '', args, at: name.at, environment: new Map() });
}

/** `{{ name }}` and `{{ name | default('kubenet') }}`; anything else between braces is not worked out. */
function withVariables(value: Value, variables: AnsibleVariables): Value {
  return mapped(value, (each) => {
    const inner = /^\{\{((?:(?!\}\}).)*)\}\}$/s.exec((textOf(each) ?? '').trim())?.[1];
    if (inner !== undefined) return ansibleValue(inner, variables, each.at);
    const parts = (textOf(each) ?? '').split(/(\{\{.*?\}\})/s);
    if (parts.length === 1) return each;
    return concatenated(
      parts.map((part) => withVariables(scalar(part, each.at), variables)),
      each.at,
    );
  });
}

/** What stands between the braces. */
export function ansibleValue(expression: string, variables: AnsibleVariables, at: Place): Value {
  const [, name = '', fallback] =
    /^([\w.]+)\s*(?:\|\s*(?:default|d)\(\s*['"]?([\w-]+)['"]?.*\)\s*)?$/.exec(expression.trim()) ?? [];
  const known = variables.get(name) ?? [];
  if (known.length > 0)
    return choice(
      known.map((given): Option => ({ value: given, certainty: 'sure' })),
      at,
    );
  if (fallback !== undefined) return choice([{ value: scalar(fallback, at), certainty: 'maybe' }], at);
  const why = name === '' ? 'a template is worked out when the play runs' : `the variable ${name} was not found`;
  return unknown(why, at, 'caller');
}

/** What a YAML file adds to the variables: those of plays, and the whole of a file of variables. */
function ansibleVariables(document: Value, file: string): (readonly [string, Value])[] {
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

/** What the plays, roles and variable files of a folder give to each name, wherever it stands. */
export function variablesOf(sources: readonly SourceText[]): AnsibleVariables {
  const found = new Map<string, Value[]>();
  for (const source of sources) {
    if (!isYaml(source.file)) continue;
    for (const document of yamlValue(source).documents) {
      for (const [name, value] of ansibleVariables(document, source.file))
        found.set(name, [...(found.get(name) ?? []), value]);
    }
  }
  return found;
}
