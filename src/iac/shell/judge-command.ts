import { newAzAksClusterDefault } from '../dated-defaults.ts';
import { type ClusterClaim, plainClaim } from '../judge/claim.ts';
import type { IacFinding } from '../judge/finding.ts';
import { isKubenet, judgeClaim } from '../judge/judge-claim.ts';
import { networkPluginName } from '../judge/plugin-name.ts';
import type { IacVerdict } from '../judge/verdict.ts';
import { jsonValue, readJson } from '../syntax/json-value.ts';
import { memberAt } from '../value/member-at.ts';
import { options, type ScalarValue, textOf, unknown, type Value } from '../value/value.ts';
import { assignmentIn, optionValue, optionValues } from './arguments.ts';
import type { Invocation } from './invocation.ts';
import { runBy } from './launchers.ts';

/** What a command does about kubenet. Texts that are only printed or compared are no commands. */
export function judgeCommand(invocation: Invocation): IacFinding[] {
  return runBy(invocation, (name) => Object.hasOwn(commands, name) || elsewhere.has(name)).flatMap((each) => {
    const judge = Object.hasOwn(commands, each.name) ? commands[each.name] : undefined;
    if (judge !== undefined) return judge(each);
    return elsewhere.has(each.name) ? notAks(each, each.name) : [];
  });
}

const commands: Readonly<Record<string, (invocation: Invocation) => IacFinding[]>> = {
  az: azure,
  terraform,
  tofu: terraform,
  terragrunt: terraform,
  pulumi,
  helm,
  'new-azakscluster': newAksCluster,
  'new-azaks': newAksCluster,
  'new-azresourcegroupdeployment': newDeployment,
  'new-azsubscriptiondeployment': newDeployment,
  'new-azdeployment': newDeployment,
};

/** Kubernetes that is not Azure's: its network plugins retire with nobody. */
const elsewhere = new Set([
  'minikube',
  'kops',
  'kubelet',
  'kubeadm',
  'aks-engine',
  'aksengine',
  'acs-engine',
  'kube-up.sh',
  'hyperkube',
  'dockerd',
  'kind',
  'k3s',
  'rke',
]);

function notAks({ args, at, language }: Invocation, name: string): IacFinding[] {
  if (!args.some((arg) => /kubenet/i.test(textOf(arg) ?? ''))) return [];
  return [elsewhereFinding(at, language, name)];
}

export function elsewhereFinding(at: IacFinding['at'], language: IacFinding['language'], subject: string): IacFinding {
  const why = `${subject} runs Kubernetes of its own: the retirement of kubenet is AKS's.`;
  return { at, verdict: 'not-aks', language, subject, why, values: [], usedAt: [], instead: '', cluster: undefined };
}

function azure(invocation: Invocation): IacFinding[] {
  const [group, verb, third] = invocation.args.slice(0, 3).map((arg) => textOf(arg)?.toLowerCase());
  if (group === 'aks' && (verb === 'create' || verb === 'update')) return judgeClaim(aksClaim(invocation, verb));
  if (group === 'aks' && verb === undefined && invocation.args.length > 1) return openVerbFindings(invocation);
  if (group === 'rest' || group === 'resource') return bodyFindings(invocation, verb);
  const deploys =
    (group === 'deployment' && third !== undefined) ||
    (group === 'group' && verb === 'deployment') ||
    (group === 'stack' && third === 'create');
  if (!deploys) return [];
  return optionValues(invocation.args, '--parameters', '-p').flatMap((word) =>
    parameterFinding(invocation, word, 'creates-kubenet'),
  );
}

/** `az aks` with a command that is not known: it can be `create`, if it has a plugin or words that can hold one. */
function openVerbFindings(invocation: Invocation): IacFinding[] {
  const verb = invocation.args[1];
  if (verb?.kind !== 'unknown') return [];
  const claim = aksClaim(invocation, 'create');
  const plugin = claim.plugin ?? (invocation.args.length === 2 ? verb : undefined);
  if (plugin === undefined) return [];
  const why = `which command of az aks runs, and with which options, is not known (${verb.reason})`;
  const given = plugin.kind === 'unknown' ? unknown(why, invocation.at) : plugin;
  return judgeClaim({ ...claim, subject: 'az aks', plugin: given, pluginAt: undefined, presence: 'may-stand' });
}

function aksClaim({ language, args, at }: Invocation, verb: 'create' | 'update'): ClusterClaim {
  const plugin = optionValue(args, '--network-plugin') ?? (verb === 'create' ? openOptions(args) : undefined);
  return {
    ...plainClaim,
    language,
    subject: `az aks ${verb}`,
    at,
    plugin,
    pluginAt: plugin && flagPlace(args, '--network-plugin'),
    mode: optionValue(args, '--network-plugin-mode'),
    kubernetesVersion: optionValue(args, '--kubernetes-version', '-k'),
    networkPolicy: optionValue(args, '--network-policy'),
    podCidr: optionValue(args, '--pod-cidr'),
    act: verb === 'create' ? 'creates' : 'updates',
    cluster: {
      name: optionValue(args, '--name', '-n'),
      resourceGroup: optionValue(args, '--resource-group', '-g'),
      tags: {},
      module: at.file,
      calledAt: [],
    },
  };
}

const takeSeveralWords = /^--(tags|zones|z|node-zones|labels|nodepool-\w+|[\w-]*ids|[\w-]*ranges|[\w-]*users)$|^-z$/;

/** A word that is not known, where an option can stand: the plugin may be among what it brings. */
function openOptions(args: readonly Value[]): Value | undefined {
  const open = args.find((arg, index) => {
    const before = args.slice(0, index).findLast((each) => (textOf(each) ?? '').startsWith('-'));
    const isValue = args[index - 1] === before || takeSeveralWords.test(textOf(before) ?? '');
    return index > 1 && arg.kind === 'unknown' && /^(-|$)/.test(arg.pieces?.[0] ?? '') && !isValue;
  });
  return open?.kind === 'unknown'
    ? unknown(`options are added that are not known (${open.reason})`, open.at)
    : undefined;
}

/** `az rest` and `az resource create` with a managed cluster as JSON. */
function bodyFindings({ language, args, at }: Invocation, verb: string | undefined): IacFinding[] {
  const target = ['--url', '--uri', '-u', '--resource-type', '--id', '--ids'].map((name) =>
    textOf(optionValue(args, name)),
  );
  const method = textOf(optionValue(args, '--method', '-m'))?.toLowerCase();
  const makes = verb === 'create' || method === 'put' || method === 'patch';
  if (!makes || !target.some((each) => /\/managedClusters\b/i.test(each ?? ''))) return [];
  const written = optionValue(args, '--body', '-b') ?? optionValue(args, '--properties', '-p');
  const body = written?.kind === 'scalar' ? jsonText(written) : written;
  const properties = memberAt(body, 'properties') ?? body;
  const profile = memberAt(properties, 'networkProfile');
  if (profile === undefined) return [];
  const plugin = memberAt(profile, 'networkPlugin');
  return judgeClaim({
    ...plainClaim,
    language,
    subject: verb === 'create' ? 'az resource create' : 'az rest',
    at,
    plugin,
    pluginAt: plugin?.at,
    mode: memberAt(profile, 'networkPluginMode'),
    kubernetesVersion: memberAt(properties, 'kubernetesVersion'),
    act: method === 'patch' ? 'updates' : 'creates',
  });
}

/** The JSON that an option holds; undefined for what is none, such as `@file`. */
function jsonText({ value, at }: ScalarValue): Value | undefined {
  const source = { file: at.file, text: String(value), placeAt: () => at };
  const { root, error } = readJson(source);
  return root === undefined || error !== undefined ? undefined : jsonValue(root, source);
}

function flagPlace(args: readonly Value[], flag: string) {
  return args.find((arg) => (textOf(arg) ?? '').toLowerCase().split('=')[0] === flag)?.at;
}

function newAksCluster({ language, args, at }: Invocation): IacFinding[] {
  const plugin = optionValue(args, '-NetworkPlugin');
  return judgeClaim({
    ...plainClaim,
    language,
    subject: 'New-AzAksCluster',
    at,
    plugin,
    pluginAt: plugin && flagPlace(args, '-networkplugin'),
    mode: optionValue(args, '-NetworkPluginMode'),
    kubernetesVersion: optionValue(args, '-KubernetesVersion'),
    networkPolicy: optionValue(args, '-NetworkPolicy'),
    podCidr: optionValue(args, '-PodCidr'),
    act: 'creates',
    byDefault: newAzAksClusterDefault,
    cluster: {
      name: optionValue(args, '-Name'),
      resourceGroup: optionValue(args, '-ResourceGroupName'),
      tags: {},
      module: at.file,
      calledAt: [],
    },
  });
}

/** A template's parameters are this cmdlet's own, or stand in a map. */
function newDeployment(invocation: Invocation): IacFinding[] {
  const map = optionValue(invocation.args, '-TemplateParameterObject');
  const inMap = (map === undefined ? [] : options(map)).flatMap(({ value, sure }) =>
    value.kind === 'object' ? value.keys.map((name) => ({ name, value: value.get(name), sure })) : [],
  );
  const own = invocation.args.flatMap((arg, index) => {
    const flag = textOf(arg) ?? '';
    return flag.startsWith('-') ? [{ name: flag.slice(1), value: invocation.args[index + 1], sure: true }] : [];
  });
  return [...inMap, ...own].flatMap(({ name, value, sure }) =>
    value !== undefined && networkPluginName.test(name)
      ? givenFindings(invocation, name, value, sure ? 'creates-kubenet' : 'may-create-kubenet')
      : [],
  );
}

/** `networkPlugin=kubenet`, or JSON with the same. */
function parameterFinding(invocation: Invocation, word: Value, verdict: IacVerdict): IacFinding[] {
  const assigned = assignmentIn(word);
  if (assigned !== undefined && networkPluginName.test(assigned.name))
    return givenFindings(invocation, assigned.name, assigned.value, verdict);
  return memberFindings(invocation, word, verdict);
}

/** A member of a map that is given as JSON or as Terraform writes it: `{"plugin":"kubenet"}`, `{ plugin = "kubenet" }`. */
function memberFindings(invocation: Pick<Invocation, 'language'>, word: Value, verdict: IacVerdict): IacFinding[] {
  return options(word).flatMap(({ value, sure }) => {
    const member = /\b([\w-]*plug-?in)"?\s*[:=]\s*(?:\{\s*"value"\s*:\s*)?"kubenet"/i.exec(textOf(value) ?? '');
    return member?.[1] !== undefined && networkPluginName.test(member[1])
      ? [given(invocation, member[1], value, sure ? verdict : 'may-create-kubenet')]
      : [];
  });
}

function terraform(invocation: Invocation): IacFinding[] {
  const words = optionValues(withoutEquals(invocation.args), '-var', '--var');
  const inEnvironment = [...invocation.environment].flatMap(([name, value]) =>
    environmentFindings(invocation, name, value),
  );
  return [...words.flatMap((word) => parameterFinding(invocation, word, 'may-create-kubenet')), ...inEnvironment];
}

/** `-var=name=value` and `-var="name=value"` as the two words they stand for. */
function withoutEquals(args: readonly Value[]): Value[] {
  return args.flatMap((arg) => {
    const text = textOf(arg) ?? '';
    const rest = /^--?var=(.*)$/s.exec(text)?.[1];
    if (rest === undefined || arg.kind !== 'scalar') return [arg];
    return [
      { ...arg, value: '-var' },
      { ...arg, value: rest.replace(/^(["'])(.*)\1$/s, '$2') },
    ];
  });
}

/** `TF_VAR_network_plugin`: the weakest of Terraform's ways to give a value. */
export function environmentFindings(
  invocation: Pick<Invocation, 'language'>,
  name: string,
  value: Value,
): IacFinding[] {
  const variable = /^TF_VAR_(.+)$/.exec(name)?.[1];
  if (variable === undefined) return [];
  return networkPluginName.test(variable)
    ? givenFindings(invocation, name, value, 'may-create-kubenet')
    : memberFindings(invocation, value, 'may-create-kubenet');
}

function pulumi(invocation: Invocation): IacFinding[] {
  const words = invocation.args.filter((arg) => !(textOf(arg) ?? '').startsWith('-'));
  const [config, set, key, value] = words;
  const name = textOf(key)?.split(':').at(-1) ?? '';
  if (textOf(config) !== 'config' || textOf(set) !== 'set' || value === undefined || !networkPluginName.test(name))
    return [];
  return givenFindings(invocation, name, value, 'may-create-kubenet');
}

function helm(invocation: Invocation): IacFinding[] {
  return optionValues(invocation.args, '--set', '--set-string').flatMap((word) => {
    const assigned = assignmentIn(word);
    const name = assigned?.name.split('.').at(-1) ?? '';
    return assigned !== undefined && networkPluginName.test(name)
      ? givenFindings(invocation, name, assigned.value, 'may-create-kubenet')
      : [];
  });
}

/** What it means that a value named like a plugin is given to something that makes clusters of it. */
export function givenFindings(
  invocation: Pick<Invocation, 'language'>,
  name: string,
  value: Value,
  verdict: IacVerdict,
): IacFinding[] {
  return options(value)
    .filter((each) => isKubenet(each.value))
    .map((each) => {
      const isMaybe = !each.sure && verdict === 'creates-kubenet';
      const said = given(invocation, name, each.value, each.sure ? verdict : 'may-create-kubenet');
      return isMaybe
        ? { ...said, why: `${name} is given kubenet here, unless whoever runs this gives another value.` }
        : said;
    });
}

function given(
  { language }: Pick<Invocation, 'language'>,
  name: string,
  { at }: Value,
  verdict: IacVerdict,
): IacFinding {
  const why =
    verdict === 'creates-kubenet'
      ? `The command gives ${name} kubenet, whatever the template's own files say.`
      : `${name} is given kubenet here; whether a cluster is made of it only the code that takes it knows.`;
  const instead = `Give ${name} the value azure, and the mode overlay beside it.`;
  return { at, verdict, language, subject: name, why, values: ['kubenet'], usedAt: [], instead, cluster: undefined };
}
