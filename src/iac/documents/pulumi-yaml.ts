import type { FolderFiles } from '../folder/folder-files.ts';
import { folderOf } from '../folder/relative-path.ts';
import { type ClusterClaim, plainClaim } from '../judge/claim.ts';
import { yamlValue } from '../syntax/yaml-value.ts';
import type { Place } from '../text/place.ts';
import { concatenated } from '../value/evaluate.ts';
import { memberAt, tagsOf } from '../value/member-at.ts';
import { choice, mapped, type ObjectValue, type Option, scalar, textOf, unknown, type Value } from '../value/value.ts';
import { entriesIn, itemsIn } from '../value/visit.ts';

const clusterType =
  /containerservice(\/v?\d\w*)?(\/managedCluster)?:(ManagedCluster|KubernetesCluster)$|kubernetesCluster:KubernetesCluster$/i;

/** The settings of a stack, by their names without the project's. */
export type StackSettings = ReadonlyMap<string, Value>;

/** `Pulumi.prod.yaml`: `config` with names such as `project:name`. */
export function stackSettings(document: Value): StackSettings {
  return new Map(
    entriesIn(memberAt(document, 'config')).map(([name, value]) => [name.split(':').at(-1) ?? name, value]),
  );
}

/** What the stacks of a program set, in files beside it. */
export function stacksBeside(file: string, files: FolderFiles): StackSettings[] {
  const folder = folderOf(file);
  const stacks = files.paths.filter((path) => folderOf(path) === folder && isStackFile(path));
  return stacks.flatMap((path) => {
    const source = files.read(path);
    const value = source && yamlValue(source).value;
    return value === undefined ? [] : [stackSettings(value)];
  });
}

export function isStackFile(path: string): boolean {
  return /(^|\/)Pulumi\.[^/]+\.ya?ml$/.test(path);
}

/** The clusters of a Pulumi program in YAML, with its variables, its settings' defaults and what each of its stacks sets. */
export function pulumiClaims(document: ObjectValue, stacks: readonly StackSettings[]): ClusterClaim[] {
  const defaults = new Map([...entriesIn(document.get('config')), ...entriesIn(document.get('configuration'))]);
  const names: Names = { variables: new Map(entriesIn(document.get('variables'))), defaults, stacks };
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
        plugin: plugin && withSettings(plugin, names),
        pluginAt: plugin?.at,
        mode: memberAt(profile, 'networkPluginMode'),
        kubernetesVersion: memberAt(resource, 'properties', 'kubernetesVersion'),
        networkPolicy: memberAt(profile, 'networkPolicy'),
        podCidr: memberAt(profile, 'podCidr'),
        cluster: {
          name: named(resource, names) ?? autoNamed(name, resource.at),
          resourceGroup: read(resource, 'resourceGroupName', names),
          tags: tagsOf(memberAt(resource, 'properties', 'tags')),
          module: resource.at.file,
          calledAt: [],
        },
      } satisfies ClusterClaim,
    ];
  });
}

function named(resource: Value, names: Names): Value | undefined {
  return read(resource, 'resourceName', names) ?? read(resource, 'name', names);
}

function read(resource: Value, name: string, names: Names): Value | undefined {
  const value = memberAt(resource, 'properties', name);
  return value && withSettings(value, names);
}

/** Pulumi puts a random end behind its own name of a resource that is given none. */
function autoNamed(name: string, at: Place): Value {
  return { ...unknown('Pulumi makes the end of the name', at), pieces: [name, ''] };
}

interface Names {
  readonly variables: ReadonlyMap<string, Value>;
  readonly defaults: ReadonlyMap<string, Value>;
  readonly stacks: readonly StackSettings[];
}

/** `${name}` is a variable, or a setting: what the stacks set, and its default where one of them does not. */
function withSettings(value: Value, names: Names): Value {
  return mapped(value, (each) => {
    const name = /^\$\{([\w.-]+)\}$/.exec(textOf(each) ?? '')?.[1];
    if (name === undefined) return withoutNames(each, names);
    const variable = names.variables.get(name);
    if (variable !== undefined) return withSettings(variable, { ...names, variables: new Map() });
    const given = names.stacks.flatMap((stack) => stack.get(name) ?? []);
    const isOverridden = given.length > 0 && given.length === names.stacks.length;
    const fallback =
      isOverridden && defaultOf(names, name) === undefined ? [] : [defaultOrCaller(names, name, each.at)];
    return choice(
      [
        ...given.map((set): Option => ({ value: set, certainty: 'sure' })),
        ...fallback.map((set): Option => ({ value: set, certainty: isOverridden ? 'maybe' : 'sure' })),
      ],
      each.at,
    );
  });
}

/** A text with names among other words. */
function withoutNames(text: Value, names: Names): Value {
  const parts = (textOf(text) ?? '').split(/(\$\{[\w.-]+\})/);
  if (parts.length === 1) return text;
  return concatenated(
    parts.map((part) => withSettings(scalar(part, text.at), names)),
    text.at,
  );
}

function defaultOf({ defaults }: Names, name: string): Value | undefined {
  const setting = defaults.get(name);
  return setting?.kind === 'object' ? (setting.get('default') ?? setting.get('value')) : setting;
}

function defaultOrCaller(names: Names, name: string, at: Place): Value {
  return defaultOf(names, name) ?? unknown(`the setting ${name} has no default`, at, 'caller');
}
