import { overridable } from '../value/overridable.ts';
import { choice, type Option, type Value } from '../value/value.ts';
import { type DeployedTemplate, deploysOneOf } from './deployed-template.ts';
import { type Deployment, fallbackOf, type TemplateReach } from './deployment.ts';
import type { ParameterFile } from './parameter-files.ts';
import type { Template, TemplateParameter } from './template.ts';

/** A template as a person deploys it: with the values of its parameter files, if it has any. */
export function rootDeployment(
  template: Template,
  own: readonly ParameterFile[],
  resourceGroup: Value | undefined,
  reach: TemplateReach,
): Deployment {
  const deployment: Deployment = {
    template,
    outer: undefined,
    path: [],
    presence: 'stands',
    resourceGroup,
    underWay: new Set(),
    input: (parameter) => rootInput(parameter, own, deployment, reach),
  };
  return deployment;
}

/** The resource groups that a template, or a parameter file of its own, is deployed into. */
export function groupOf(
  template: Template,
  own: readonly ParameterFile[],
  deployed: readonly DeployedTemplate[],
  paths: readonly string[],
): Value | undefined {
  const files = [template.file, ...own.flatMap(({ file, using }) => (using === undefined ? [] : [file]))];
  const groups = deployed.filter((each) => deploysOneOf(each, files, paths)).map((each) => each.resourceGroup);
  const [first] = groups;
  return (
    first &&
    choice(
      groups.map((value): Option => ({ value, certainty: 'sure' })),
      first.at,
    )
  );
}

/** What each parameter file gives; the default, where one of them leaves it out or there is none. */
function rootInput(
  parameter: TemplateParameter,
  own: readonly ParameterFile[],
  deployment: Deployment,
  reach: TemplateReach,
): Value {
  const given = own.flatMap((file) => file.given.get(parameter.name.toLowerCase()) ?? []);
  const isOverridden = given.length > 0 && given.length === own.length;
  const allowed = parameter.allowed.map(({ value }) => value);
  const fallback: Option = {
    value: overridable(fallbackOf(parameter, deployment, reach), allowed.length > 0 ? allowed : undefined),
    certainty: isOverridden ? 'maybe' : 'sure',
  };
  const isNeeded = !(given.length > 0 && parameter.fallback === undefined);
  return choice(
    [...given.map((value): Option => ({ value, certainty: 'sure' })), ...(isNeeded ? [fallback] : [])],
    parameter.at,
  );
}
