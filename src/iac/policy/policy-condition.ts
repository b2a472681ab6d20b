import { memberAt } from '../value/member-at.ts';
import { textOf, type UnknownValue, type Value } from '../value/value.ts';
import { itemsIn } from '../value/visit.ts';
import { all, any, either, fails, holds, not, notWorkedOut, type Truth, truth } from './truth.ts';

/** The network of a cluster that a policy is asked about: kubenet has no mode. */
export interface AskedNetwork {
  readonly plugin: string;
}

/** What stands for a parameter of the policy. */
export type Resolve = (value: Value) => Value;

const pluginField = /networkprofile\.networkplugin$/i;
const modeField = /networkprofile\.networkpluginmode$/i;

/**
 * Whether the `if` of an Azure Policy holds for a managed cluster with this network.
 * @see https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule
 */
export function conditionTruth(condition: Value, network: AskedNetwork, resolve: Resolve): Truth {
  const inside = (value: Value) => conditionTruth(value, network, resolve);
  const [every, some, inverse] = ['allOf', 'anyOf', 'not'].map((name) => memberAt(condition, name));
  if (every !== undefined) return all(itemsIn(every).map(inside));
  if (some !== undefined) return any(itemsIn(some).map(inside));
  if (inverse !== undefined) return not(inside(inverse));
  const field = textOf(memberAt(condition, 'field')) ?? '';
  if (/^type$/i.test(field)) return typeTruth(condition, resolve);
  if (pluginField.test(field)) return compared(condition, network.plugin, resolve);
  if (modeField.test(field)) return network.plugin === 'kubenet' ? compared(condition, undefined, resolve) : either;
  const value = textOf(memberAt(condition, 'value')) ?? '';
  return /networkplugin/i.test(value) ? notWorkedOut('a function of the template language decides it') : either;
}

function typeTruth(condition: Value, resolve: Resolve): Truth {
  return compared(condition, 'microsoft.containerservice/managedclusters', resolve);
}

/** @param actual undefined for a property that the cluster has not */
function compared(condition: Value, actual: string | undefined, resolve: Resolve): Truth {
  for (const [name, operator] of Object.entries(operators)) {
    const operand = memberAt(condition, name);
    if (operand !== undefined) return operator(resolve(operand), actual);
  }
  return notWorkedOut('its operator is not one that is worked out');
}

type Operator = (operand: Value, actual: string | undefined) => Truth;

const operators: Readonly<Record<string, Operator>> = {
  equals: isEqual,
  notEquals: (operand, actual) => not(isEqual(operand, actual)),
  in: isIn,
  notIn: (operand, actual) => not(isIn(operand, actual)),
  like: isLike,
  notLike: (operand, actual) => not(isLike(operand, actual)),
  contains: isContained,
  notContains: (operand, actual) => not(isContained(operand, actual)),
  exists: (operand, actual) => truth((textOf(operand)?.toLowerCase() !== 'false') === (actual !== undefined)),
};

function isEqual(operand: Value, actual: string | undefined): Truth {
  if (operand.kind === 'unknown') return notGiven(operand);
  return truth(actual !== undefined && textOf(operand)?.toLowerCase() === actual);
}

function isIn(operand: Value, actual: string | undefined): Truth {
  if (operand.kind === 'unknown') return notGiven(operand);
  const each = itemsIn(operand);
  const open = each.find((item) => item.kind === 'unknown');
  if (each.some((item) => textOf(item)?.toLowerCase() === actual)) return holds;
  return open?.kind === 'unknown' ? notGiven(open) : fails;
}

/** `*` stands for any text, once. */
function isLike(operand: Value, actual: string | undefined): Truth {
  const pattern = textOf(operand)?.toLowerCase();
  if (pattern === undefined) return notWorkedOut('a pattern is not known');
  const [start = '', end] = pattern.split('*');
  if (actual === undefined) return fails;
  return truth(end === undefined ? actual === pattern : actual.startsWith(start) && actual.endsWith(end));
}

function isContained(operand: Value, actual: string | undefined): Truth {
  const part = textOf(operand)?.toLowerCase();
  return part === undefined ? notWorkedOut('a text is not known') : truth(actual?.includes(part) === true);
}

function notGiven({ reason }: UnknownValue): Truth {
  return notWorkedOut(reason);
}
