import { type RegistryModule, rancherDefault } from '../dated-defaults.ts';
import { type ClusterClaim, plainClaim } from '../judge/claim.ts';
import { networkPluginName } from '../judge/plugin-name.ts';
import { concatenated, type Scope } from '../value/evaluate.ts';
import { memberAt } from '../value/member-at.ts';
import { scalar, textOf, unknown, type Value } from '../value/value.ts';
import { clusterOf, subjectOf } from './azurerm-claim.ts';
import type { Block } from './body.ts';
import { callTerraform } from './functions.ts';
import { groupOfId } from './group-of-id.ts';
import { type Instance, type Repetition, scopeOf } from './instance.ts';
import { attributeValue, nestedBlocks } from './network-profile.ts';
import { azurermVersion } from './provider-version.ts';

/** A call of a registry module whose default is known. */
export function registryModuleClaim(
  call: Block,
  known: RegistryModule,
  instance: Instance,
  copy: Repetition,
): ClusterClaim {
  const scope = scopeOf(instance, copy.each);
  const told = ([name, ...members]: RegistryModule['plugin']) =>
    memberAt(attributeValue(call.body, name, scope)?.value, ...members);
  const plugin = told(known.plugin);
  const version = textOf(attributeValue(call.body, 'version', scope)?.value) ?? 'any version';
  const whose = `${known.source} (${version}) has ${known.pluginByDefault} as its default, read up to ${known.readUpTo}`;
  return {
    ...plainClaim,
    language: 'terraform',
    subject: `module.${call.labels[0] ?? ''}`,
    at: call.at,
    plugin,
    pluginAt: attributeValue(call.body, known.plugin[0], scope)?.at,
    mode: told(known.mode),
    podCidr: told(known.podCidr),
    kubernetesVersion: attributeValue(call.body, known.versionInput, scope)?.value,
    presence: copy.presence,
    byDefault: known.pluginByDefault === undefined ? undefined : { plugin: known.pluginByDefault, whose },
    provider: known.isAzurerm ? azurermVersion(instance.root, instance.module, scope) : undefined,
    cluster: { ...clusterOf(call, instance, scope), ...moduleNames(call, known.clusterName, scope) },
  };
}

/**
 * A module that is not in the folder and not in the table: the arguments named like a network plugin are what it is told; whether it makes
 * AKS clusters only its own code knows.
 */
export function unseenModuleClaims(call: Block, source: string, instance: Instance, copy: Repetition): ClusterClaim[] {
  const scope = scopeOf(instance, copy.each);
  const called = (name: RegExp) => [...call.body.attributes.keys()].find((key) => name.test(key));
  const argument = (name: RegExp) => attributeValue(call.body, called(name) ?? '', scope)?.value;
  const claim = {
    ...plainClaim,
    language: 'terraform',
    subject: `module.${call.labels[0] ?? ''}`,
    at: call.at,
    presence: copy.presence,
    provider: azurermVersion(instance.root, instance.module, scope),
    mode: argument(/(^|_)(network_)?plugin_mode$/i),
    podCidr: argument(/(^|_)pod_cidr$/i),
    cluster: { ...clusterOf(call, instance, scope), ...moduleNames(call, usualName, scope) },
  } as const;
  const given = [...call.body.attributes.keys()].flatMap((name) =>
    pluginsIn(name, attributeValue(call.body, name, scope)?.value),
  );
  if (given.length > 0) return given.map((plugin) => ({ ...claim, plugin, pluginAt: plugin.at }));
  const looksLikeAks = /\baks\b|kubernetes.*azure|azure.*kubernetes|managedcluster/i.test(
    `${source} ${call.labels[0]}`,
  );
  if (!looksLikeAks) return [];
  return [
    {
      ...claim,
      plugin: unknown(`the module ${source} is not in the folder, and its default not in the table`, call.at),
    },
  ];
}

/** The argument that modules of other people take for the cluster's name. */
const usualName = /^((aks|k8s|kubernetes)_?)?(cluster_?)?name$/i;

/** How a module is told to call the cluster, and where to make it. */
function moduleNames(call: Block, clusterName: RegistryModule['clusterName'] | RegExp, scope: Scope) {
  const read = (name: string | undefined) =>
    name === undefined ? undefined : attributeValue(call.body, name, scope)?.value;
  const name =
    clusterName instanceof RegExp
      ? read([...call.body.attributes.keys()].find((key) => clusterName.test(key)))
      : (read(clusterName.argument) ?? prefixed(read(clusterName.prefix), call));
  const resourceGroup = read('resource_group_name') ?? read('resource_group') ?? groupOfId(read('parent_id'));
  return { name, resourceGroup };
}

function prefixed(prefix: Value | undefined, { at }: Block): Value | undefined {
  return prefix && concatenated([prefix, scalar('-aks', at)], at);
}

/** The values named like a network plugin in an argument, at any depth. */
function pluginsIn(name: string, value: Value | undefined): Value[] {
  if (value === undefined) return [];
  if (value.kind === 'object') return value.keys.flatMap((key) => pluginsIn(key, value.get(key)));
  return networkPluginName.test(name) ? [value] : [];
}

/** Rancher's AKS clusters, by either of its blocks. */
export function rancherClaims(resource: Block, instance: Instance, copy: Repetition): ClusterClaim[] {
  return ['aks_config_v2', 'aks_config'].flatMap((type) =>
    nestedBlocks(resource, type, instance, copy.each)
      .filter(({ body, scope }) => textOf(attributeValue(body, 'imported', scope)?.value) !== 'true')
      .map(({ body, scope }): ClusterClaim => {
        const plugin = attributeValue(body, 'network_plugin', scope);
        return {
          ...plainClaim,
          language: 'terraform',
          subject: subjectOf(resource, instance),
          at: resource.at,
          plugin: plugin?.value,
          pluginAt: plugin?.at,
          presence: copy.presence,
          byDefault: rancherDefault,
          cluster: {
            ...clusterOf(resource, instance, scope),
            resourceGroup: attributeValue(body, 'resource_group', scope)?.value,
          },
        };
      }),
  );
}

/** A template deployed by Terraform: what `parameters_content` pins; the template itself is read where it lies. */
export function templateDeploymentClaims(resource: Block, instance: Instance, copy: Repetition): ClusterClaim[] {
  const scope = scopeOf(instance, copy.each);
  const claim = {
    ...plainClaim,
    language: 'terraform',
    subject: subjectOf(resource, instance),
    at: resource.at,
    presence: copy.presence,
  } as const;
  return ['parameters_content', 'parameters', 'parameters_body'].flatMap((name) => {
    const given = attributeValue(resource.body, name, scope);
    const decoded = given && callTerraform('jsondecode', [() => given.value], given.at, instance.readFile);
    if (decoded?.kind !== 'object') return [];
    return decoded.keys
      .filter((key) => networkPluginName.test(key))
      .flatMap((key) => {
        const plugin = memberAt(decoded, key, 'value') ?? decoded.get(key);
        return plugin === undefined ? [] : [{ ...claim, plugin, pluginAt: plugin.at }];
      });
  });
}
