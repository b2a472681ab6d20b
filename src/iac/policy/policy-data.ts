import type { IacFinding } from '../judge/finding.ts';
import { isKubenet } from '../judge/judge-claim.ts';
import { plainFinding } from '../judge/plain-finding.ts';
import type { ObjectValue, Value } from '../value/value.ts';
import { objectsIn, textsWithPlaces } from '../value/visit.ts';
import { policyFindings } from './azure-policy.ts';
import { parameterFindings } from './policy-parameters.ts';

/** Definitions and assignments of Azure Policy in a file of data; undefined where it has none that have to do with kubenet. */
export function policyDataFindings(value: Value): IacFinding[] | undefined {
  const maps = [...objectsIn(value)];
  const definitions = maps.filter((map) => map.get('policyRule') !== undefined);
  const named = new Set(definitions.map((map) => map.get('policyRule')?.at));
  const rules = maps.filter((map) => !named.has(map.at)).flatMap(ruleOf);
  const assignments = maps.filter((map) => map.get('policyDefinitionId') !== undefined);
  if (rules.length === 0 && assignments.length === 0) return undefined;
  return [
    ...rules.flatMap(({ rule, parameters }) => spoken(rule, policyFindings({ rule, parameters, ...azurePolicy }))),
    ...assignments.flatMap((map) => parameterFindings(map.get('parameters'), 'data', 'Azure Policy')),
  ];
}

const azurePolicy = { language: 'data', subject: 'Azure Policy' } as const;

/** A rule with the parameters of its definition, or in a file of its own. */
function ruleOf(map: ObjectValue): { readonly rule: Value; readonly parameters: Value | undefined }[] {
  const rule = map.get('policyRule');
  if (rule !== undefined) return [{ rule, parameters: map.get('parameters') }];
  const isRule = map.get('if') !== undefined && map.get('then') !== undefined;
  return isRule ? [{ rule: map, parameters: undefined }] : [];
}

/** One that names kubenet for something else is told as well. */
function spoken(rule: Value, findings: readonly IacFinding[]): readonly IacFinding[] {
  const text = textsWithPlaces(rule).find(isKubenet);
  if (findings.length > 0 || text === undefined) return findings;
  return [
    plainFinding(text.at, 'mention-only', 'data', 'Azure Policy', 'A policy speaks of kubenet; it creates nothing.'),
  ];
}
