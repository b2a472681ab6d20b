import type { IacFinding } from '../judge/finding.ts';
import { judgeCommand } from '../shell/judge-command.ts';
import { mapped, type ScalarValue, scalar, type Value } from '../value/value.ts';
import { meaningOf, type PipelineScope } from './scope.ts';

const parameterKeys = new Set(['overrideparameters', 'parameters']);
const optionKeys = new Set([
  'commandoptions',
  'environmentserviceoptions',
  'args',
  'arguments',
  'tf_cli_args',
  'command_options',
]);

/** Whether a task's input holds words of a command. */
export function isDeploymentKey(name: string): boolean {
  return parameterKeys.has(name) || optionKeys.has(name);
}

const words = /(?:\$\{\{.*?\}\}|"[^"]*"|'[^']*'|[^\s"'])+/gs;

/** Parameters of a deployment task, and options of a Terraform task, are words of a command. */
export function deploymentFindings(value: ScalarValue, key: string, scope: PipelineScope): IacFinding[] {
  const args = [...String(value.value).matchAll(words)].map(([word]) =>
    meaningOf(word.replace(/^(["'])(.*)\1$/s, '$2'), scope, value.at),
  );
  const command = { language: scope.language, at: value.at, environment: new Map<string, Value>() };
  if (optionKeys.has(key)) return judgeCommand({ ...command, name: 'terraform', args });
  const create = ['deployment', 'group', 'create', '--parameters'].map((word): Value => scalar(word, value.at));
  return [
    ...judgeCommand({ ...command, name: 'New-AzResourceGroupDeployment', args: args.map(withoutQuotes) }),
    ...judgeCommand({ ...command, name: 'az', args: [...create, ...args] }),
  ];
}

function withoutQuotes(arg: Value): Value {
  return mapped(arg, (each) =>
    each.kind === 'scalar' ? { ...each, value: String(each.value).replace(/^"|"$/g, '') } : each,
  );
}
