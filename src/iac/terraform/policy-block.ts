import type { IacFinding } from '../judge/finding.ts';
import { policyFindings } from '../policy/azure-policy.ts';
import { parameterFindings } from '../policy/policy-parameters.ts';
import { policyResourceFindings } from '../policy/policy-resource.ts';
import { memberAt } from '../value/member-at.ts';
import { object, textOf, type Value } from '../value/value.ts';
import { subjectOf } from './azurerm-claim.ts';
import type { Block } from './body.ts';
import { callTerraform } from './functions.ts';
import { type Instance, scopeOf } from './instance.ts';
import { attributeValue } from './network-profile.ts';

/** What a definition or an assignment of Azure Policy makes of kubenet: azurerm takes rule and parameters as JSON, azapi as a map. */
export function policyBlockFindings(block: Block, instance: Instance): IacFinding[] {
  const [type = ''] = block.labels;
  const read = readerOf(type);
  return read === undefined ? [] : read(block, instance);
}

type PolicyReader = (block: Block, instance: Instance) => IacFinding[];

function readerOf(type: string): PolicyReader | undefined {
  if (type === 'azurerm_policy_definition') return definition;
  if (/^azurerm_(\w+_)?policy_(assignment|set_definition)$/.test(type)) return assignment;
  return type === 'azapi_resource' ? azapi : undefined;
}

function definition(block: Block, instance: Instance): IacFinding[] {
  const rule = decoded(block, 'policy_rule', instance);
  if (rule === undefined) return [];
  const subject = subjectOf(block, instance);
  return policyFindings({ rule, parameters: decoded(block, 'parameters', instance), language: 'terraform', subject });
}

function assignment(block: Block, instance: Instance): IacFinding[] {
  return parameterFindings(decoded(block, 'parameters', instance), 'terraform', subjectOf(block, instance));
}

function azapi(block: Block, instance: Instance): IacFinding[] {
  const type = attributeValue(block.body, 'type', scopeOf(instance))?.value;
  if (!/^microsoft\.authorization\//i.test(textOf(type) ?? '') || type === undefined) return [];
  const properties = memberAt(decoded(block, 'body', instance), 'properties');
  if (properties === undefined) return [];
  const resource = object(
    new Map([
      ['type', type],
      ['properties', properties],
    ]),
    block.at,
  );
  return policyResourceFindings(resource, 'terraform', subjectOf(block, instance));
}

function decoded(block: Block, name: string, instance: Instance): Value | undefined {
  const written = attributeValue(block.body, name, scopeOf(instance));
  return written && callTerraform('jsondecode', [() => written.value], written.at, instance.readFile);
}
