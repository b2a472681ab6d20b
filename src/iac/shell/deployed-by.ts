import type { DeployedTemplate } from '../arm/deployed-template.ts';
import { textOf } from '../value/value.ts';
import { optionValue } from './arguments.ts';
import type { Invocation } from './invocation.ts';
import { runBy } from './launchers.ts';

/** The template that a command deploys into a resource group, where it names both. */
export function deployedBy(invocation: Invocation): DeployedTemplate[] {
  return runBy(invocation, (name) => deployers.has(name)).flatMap(deployment);
}

const deployers: ReadonlySet<string> = new Set(['az', 'new-azresourcegroupdeployment']);

function deployment({ name, args, at }: Invocation): DeployedTemplate[] {
  if (name === 'new-azresourcegroupdeployment') return named(at.file, args, ['-ResourceGroupName'], ['-TemplateFile']);
  const words = args.slice(0, 3).map((arg) => textOf(arg)?.toLowerCase());
  const deploys = ['deployment group create', 'group deployment create', 'stack group create'].includes(
    words.join(' '),
  );
  if (name !== 'az' || !deploys) return [];
  return named(at.file, args, ['--resource-group', '-g'], ['--template-file', '-f']);
}

function named(
  from: string,
  args: Invocation['args'],
  groupNames: readonly string[],
  fileNames: readonly string[],
): DeployedTemplate[] {
  const resourceGroup = optionValue(args, ...groupNames);
  // A `.bicepparam` file names its template itself.
  const template = optionValue(args, ...fileNames) ?? optionValue(args, '--parameters', '-p', '-TemplateParameterFile');
  return resourceGroup === undefined || template === undefined ? [] : [{ template, resourceGroup, from }];
}
