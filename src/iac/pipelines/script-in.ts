import type { Presence } from '../judge/presence.ts';
import type { Place, SourceText } from '../text/place.ts';
import { memberAt } from '../value/member-at.ts';
import { textOf, type Value } from '../value/value.ts';
import type { Standing } from './directives.ts';
import { marksOf, meaningOf, type PipelineLanguage, type PipelineScope, whenRun } from './scope.ts';

/** A script inside a pipeline, with what is around it. */
export interface PipelineScript {
  readonly source: SourceText;
  readonly shell: 'bash' | 'powershell';
  readonly language: PipelineLanguage;
  readonly variables: ReadonlyMap<string, Value>;
  /** The pipeline's expressions in it, and what each stands for. */
  readonly marks: RegExp;
  readonly meaningOf: (mark: string, at: Place) => Value;
  readonly presence: Presence;
}

export function scriptIn(
  source: SourceText,
  shell: PipelineScript['shell'],
  { scope, presence }: Pick<Standing, 'scope' | 'presence'>,
): PipelineScript {
  return {
    source,
    shell,
    language: scope.language,
    variables: shellVariables(scope),
    marks: marksOf(scope.language),
    meaningOf: (mark, at) => meaningOf(mark, scope, at),
    presence,
  };
}

/** Azure Pipelines hands variables to scripts in capitals, with `_` for every dot. */
function shellVariables(scope: PipelineScope): Map<string, Value> {
  const capitals = [...scope.variables].map(
    ([name, value]) => [name.toUpperCase().replaceAll('.', '_'), whenRun(value, scope)] as const,
  );
  return new Map([
    ...capitals,
    ...[...scope.environment].map(([name, value]) => [name, whenRun(value, scope)] as const),
  ]);
}

/** What a step, or a job's defaults, say of the shell; undefined where nothing is said. */
export function saysPowerShell(step: Value | undefined): boolean | undefined {
  if (/powershell/i.test(textOf(memberAt(step, 'task')) ?? '')) return true;
  const shell = textOf(memberAt(step, 'scriptType')) ?? textOf(memberAt(step, 'shell'));
  // Of a task of PowerShell it is where the script stands.
  return shell === undefined || /^(inlineScript|filePath)$/i.test(shell)
    ? undefined
    : /^(ps|pscore|pwsh|powershell)$/i.test(shell);
}

/** Inputs of steps and tasks that are scripts, in lower case. */
export const scriptKeys = new Set([
  'script',
  'bash',
  'run',
  'inlinescript',
  'inline',
  'pwsh',
  'powershell',
  'azurecli',
]);
