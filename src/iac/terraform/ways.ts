import type { ClaimedWay, ClusterClaim } from '../judge/claim.ts';
import { isKubenet } from '../judge/judge-claim.ts';
import { memberAt } from '../value/member-at.ts';
import { options, textOf, type Value } from '../value/value.ts';
import type { Block } from './body.ts';
import { appliedInput, type Constant, calledInput, type VariableFile } from './inputs.ts';
import type { TerragruntUnit } from './terragrunt.ts';

/** A set of values that somebody applies a root with. */
export interface Way {
  /** The file that has to be named for it; undefined for what is applied unasked. */
  readonly named: string | undefined;
  readonly input: (variable: Block, constant: Constant) => Value;
}

/**
 * The ways in which a root is applied: with its defaults alone, with what Terraform reads unasked, and with each of the other files over it.
 * @param files in Terraform's order of precedence, lowest first
 */
export function waysOf(files: readonly VariableFile[]): Way[] {
  const automatic = files.filter((file) => file.isAutomatic);
  const named = files.filter((file) => !file.isAutomatic);
  return [
    wayWith([], undefined),
    ...(automatic.length === 0 ? [] : [wayWith(automatic, undefined)]),
    ...named.map((file) => wayWith([...automatic, file], file.path)),
  ];
}

function wayWith(files: readonly VariableFile[], named: string | undefined): Way {
  return { named, input: (variable, constant) => appliedInput(variable, files, constant) };
}

/** The ways of a unit of Terragrunt: its module alone, with what the unit includes, and with its own inputs over these. */
export function unitWays({ config: { path, includedInputs }, inputs }: TerragruntUnit): Way[] {
  return [
    { named: undefined, input: givenBy(undefined) },
    ...(includedInputs === undefined ? [] : [{ named: undefined, input: givenBy(includedInputs) }]),
    { named: path, input: givenBy(inputs) },
  ];
}

/** Values for a root's variables, as a module block gives them. */
export function givenBy(inputs: Value | undefined): Way['input'] {
  return (variable, constant) => calledInput(variable, memberAt(inputs, variable.labels[0] ?? ''), constant);
}

/** Whether the ways differ in what can destroy a cluster: its plugin or its pod CIDR. Working each out is not for nothing. */
export function isDecidedByWay({ provider, plugin, podCidr }: ClusterClaim): boolean {
  if (provider === undefined) return false;
  const plugins = allOf(plugin);
  return allOf(podCidr).length > 1 || (plugins.length > 1 && plugins.some(isKubenet));
}

function allOf(value: Value | undefined) {
  return value === undefined ? [] : options(value).map((each) => each.value);
}

/** Of the clusters that the ways make, those that are this one. */
export function waysOfClaim(claim: ClusterClaim, made: readonly ClaimedWay[]): ClaimedWay[] {
  const names = new Set(allOf(claim.cluster?.name).flatMap((each) => textOf(each) ?? []));
  return made.filter(({ claim: each }) => {
    if (each.subject !== claim.subject || each.presence !== 'stands') return false;
    const name = textOf(each.cluster?.name);
    return name === undefined || names.size === 0 || names.has(name);
  });
}
