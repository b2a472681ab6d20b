import { isOlderKubernetes } from '../../model/kubernetes-version.ts';
import { overlayByDefaultFrom } from '../dated-defaults.ts';
import type { Place } from '../text/place.ts';
import { options, otherwiseOf, type ScalarValue, textOf, type UnknownValue, type Value } from '../value/value.ts';
import { insteadFor } from './advice.ts';
import type { ClusterClaim } from './claim.ts';
import type { IacFinding } from './finding.ts';

/** What a declared cluster means for kubenet: a finding for each place that a person would have to change or look at. */
export function judgeClaim(claim: ClusterClaim): IacFinding[] {
  const { plugin } = claim;
  const found = plugin === undefined ? leftOut(claim) : options(plugin).flatMap((each) => pluginFinding(claim, each));
  const all = [...found, ...movement(claim, found)];
  const isSilent = all.length === 0 && claim.act !== 'updates';
  return isSilent ? [finding(claim, claim.pluginAt ?? claim.at, 'other-network', '')] : all;
}

type Possible = ReturnType<typeof options>[number];

function pluginFinding(claim: ClusterClaim, possible: Possible): IacFinding[] {
  return [...saidFinding(claim, possible), ...otherwiseFindings(claim, possible.value)];
}

/** Where a default picks another plugin, whoever runs the code can still pick this one. */
function otherwiseFindings(claim: ClusterClaim, value: Value): IacFinding[] {
  const why = `${claim.subject} uses kubenet where the caller gives another value than the default.`;
  return otherwiseOf(value)
    .filter(isKubenet)
    .map((each) => finding(claim, kubenetPlace(each), 'may-create-kubenet', why));
}

function saidFinding(claim: ClusterClaim, { value, sure }: Possible): IacFinding[] {
  switch (value.kind) {
    case 'scalar':
      if (value.value === '') return leftOut(claim, value.at);
      return isKubenet(value) ? [kubenetFinding(claim, value, sure && claim.presence === 'stands')] : [];
    case 'null':
      return leftOut(claim, value.at);
    case 'unknown':
      return [unknownPlugin(claim, value)];
    case 'list':
    case 'object':
      return [finding(claim, value.at, 'unknown', 'The plugin is given as a list or a map, not as a text.')];
  }
}

/** AKS and its clients compare plugin names without regard to case. */
export function isKubenet(value: Value | undefined): boolean {
  return textOf(value)?.trim().toLowerCase() === 'kubenet';
}

function kubenetFinding(claim: ClusterClaim, value: ScalarValue, isSure: boolean): IacFinding {
  const at = kubenetPlace(value);
  return finding(claim, at, isSure ? 'creates-kubenet' : 'may-create-kubenet', kubenetWhy(claim, isSure));
}

/** Where a person picks kubenet by its name, that is the place to change. */
function kubenetPlace({ at, pickedBy }: ScalarValue): Place {
  return pickedBy?.key.trim().toLowerCase() === 'kubenet' ? pickedBy.at : at;
}

const acts = { declares: 'is made with', creates: 'makes a cluster with', updates: 'sets a cluster to' } as const;

function kubenetWhy({ subject, presence, act }: ClusterClaim, isSure: boolean): string {
  if (isSure) return `${subject} ${acts[act]} kubenet by this value.`;
  return presence === 'off'
    ? `${subject} would use kubenet; it is switched off as the code stands.`
    : `${subject} uses kubenet where this value reaches it: it is overridden here, or hangs on a condition.`;
}

function unknownPlugin(claim: ClusterClaim, { at, reason, from }: UnknownValue): IacFinding {
  const { subject } = claim;
  if (from === 'caller') {
    const why = `The plugin of ${subject} is whatever the caller gives: ${reason}. It can be kubenet.`;
    return finding(claim, at, 'may-create-kubenet', why);
  }
  const why = `Which plugin ${subject} gets could not be told: ${reason}. Look the value up where this code runs.`;
  return finding(claim, claim.pluginAt ?? at, 'unknown', why);
}

function leftOut(claim: ClusterClaim, at: Place = claim.at): IacFinding[] {
  const { byDefault, subject, act, kubernetesVersion } = claim;
  if (act === 'updates') return [];
  if (byDefault !== undefined) {
    if (byDefault.plugin !== 'kubenet') return [];
    return [finding(claim, at, 'kubenet-by-default', `No plugin is given, and ${byDefault.whose}.`)];
  }
  const versions = kubernetesVersion === undefined ? [] : options(kubernetesVersion);
  const old = versions.find(({ value }) => isOlderKubernetes(textOf(value) ?? '', overlayByDefaultFrom.minor) === true);
  if (old !== undefined) {
    const why = `${claim.leftOutBy}No plugin is given, and AKS makes kubenet clusters below Kubernetes ${overlayByDefaultFrom.minor}: ${subject} asks for ${textOf(old.value)}.`;
    return [finding(claim, at, 'kubenet-by-default', why)];
  }
  if (act === 'creates') return [];
  const why = `${leftOutReason(claim)}No plugin is given: AKS decides by the Kubernetes version a cluster is created with. Created below ${overlayByDefaultFrom.minor} it is on kubenet and stays there through upgrades; created later it is Azure CNI Overlay. Only Azure knows: run "az aks show … --query networkProfile.networkPlugin", or join the code with an audit (--report run.json).`;
  return [finding(claim, at, 'unknown', why)];
}

/** A null that a caller can replace is as open as a block that is not made. */
function leftOutReason({ leftOutBy, plugin, pluginAt, subject }: ClusterClaim): string {
  if (leftOutBy !== '') return leftOutBy;
  const isDefault =
    plugin !== undefined && pluginAt !== undefined && options(plugin).some(({ value }) => isAt(value, pluginAt));
  return isDefault ? `The plugin of ${subject} is null by default; whoever gives it a value can pick kubenet. ` : '';
}

/** Whether a null is written elsewhere than where it is used, as a variable's default is. */
function isAt({ kind, at }: Value, used: Place): boolean {
  return kind === 'null' && (at.file !== used.file || at.line !== used.line);
}

/** Code that says Overlay moves a cluster that is on kubenet, or destroys it. */
function movement(claim: ClusterClaim, found: readonly IacFinding[]): IacFinding[] {
  const goes =
    claim.mode !== undefined && options(claim.mode).some(({ value }) => textOf(value)?.toLowerCase() === 'overlay');
  if (!goes || found.some(({ verdict }) => verdict !== 'unknown')) return [];
  const at = claim.pluginAt ?? claim.at;
  if (claim.act === 'updates') {
    return [finding(claim, at, 'migrates', `${claim.subject} moves a kubenet cluster to Azure CNI Overlay.`)];
  }
  if (claim.provider?.replaces !== true || !claim.speaksOfKubenet) return [];
  const why = `The code says Overlay where it said kubenet, and azurerm (${claim.provider.said}) replaces a kubenet cluster on that way: everything in it would be gone.`;
  return [finding(claim, at, 'destroys-cluster', why)];
}

function finding(claim: ClusterClaim, at: Place, verdict: IacFinding['verdict'], why: string): IacFinding {
  // Where no plugin is said there is nothing to write another in place of.
  const used = claim.plugin === undefined ? undefined : claim.pluginAt;
  const isElsewhere = used !== undefined && (used.file !== at.file || used.line !== at.line);
  return {
    at,
    verdict,
    language: claim.language,
    subject: claim.subject,
    why,
    values: valuesOf(claim),
    usedAt: isElsewhere ? [used] : [],
    instead: verdict === 'other-network' ? '' : insteadFor(claim, verdict, isElsewhere),
    cluster: claim,
  };
}

function valuesOf({ plugin }: ClusterClaim): string[] {
  return plugin === undefined ? [] : [...new Set(options(plugin).flatMap(({ value }) => saidOf(value)))];
}

function saidOf(value: Value): readonly string[] {
  if (value.kind === 'unknown') return value.among ?? ['(not known)'];
  const said = textOf(value) ?? (value.kind === 'null' ? '(none)' : '(not known)');
  return [said, ...otherwiseOf(value).map((each) => String(each.value))];
}
