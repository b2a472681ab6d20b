import type { IacFinding, Language } from '../judge/finding.ts';
import { memberAt } from '../value/member-at.ts';
import { textOf, type Value } from '../value/value.ts';
import { policyFindings } from './azure-policy.ts';
import { parameterFindings } from './policy-parameters.ts';

const definition = /^microsoft\.authorization\/policydefinitions(@|$)/i;
const assignment = /^microsoft\.authorization\/policyassignments(@|$)/i;

export function isPolicyType(type: string): boolean {
  return definition.test(type) || assignment.test(type);
}

/** A definition or an assignment as Azure's own languages write it: by its `type`. */
export function policyResourceFindings(resource: Value, language: Language, subject: string): IacFinding[] {
  const type = textOf(memberAt(resource, 'type')) ?? '';
  const properties = memberAt(resource, 'properties');
  const parameters = memberAt(properties, 'parameters');
  if (assignment.test(type)) return parameterFindings(parameters, language, subject);
  const rule = memberAt(properties, 'policyRule');
  if (rule === undefined || !definition.test(type)) return [];
  return policyFindings({ rule, parameters, language, subject });
}
