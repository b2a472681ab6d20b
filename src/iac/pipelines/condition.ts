import { type Presence, presenceUnder, weaker } from '../judge/presence.ts';
import { type ObjectValue, textOf, type Value } from '../value/value.ts';
import { compiled, emptyScope, expressionValue, type PipelineScope } from './scope.ts';

/** What a job or a step is switched off by; a condition that only a run decides is none. */
export function conditionOf(map: ObjectValue, scope: PipelineScope): Presence {
  if (scope.language === 'github-workflow') return switchedBy(map.get('if'), scope);
  const condition = switchedBy(map.get('condition'), scope);
  return stepKeys.some((key) => map.get(key) !== undefined)
    ? weaker(condition, switchedBy(map.get('enabled'), scope))
    : condition;
}

/** Of Azure Pipelines: only steps can be disabled by `enabled`, which is a common name elsewhere. */
const stepKeys = ['task', 'script', 'bash', 'pwsh', 'powershell'] as const;

function switchedBy(written: Value | undefined, scope: PipelineScope): Presence {
  if (written?.kind !== 'scalar' || presenceUnder(meaning(written, scope)) !== 'off') return 'stands';
  return isFalseForAll((known) => meaning(written, known), scope) ? 'never' : 'off';
}

/** Whether a condition is false for every value that anybody can give. */
export function isFalseForAll(condition: (scope: PipelineScope) => Value, { language }: PipelineScope): boolean {
  return presenceUnder(condition(emptyScope(language))) === 'off';
}

function meaning(written: Value, scope: PipelineScope): Value {
  const filled = compiled(written, scope);
  const isWorkedOut = scope.language === 'github-workflow' && filled !== written;
  const text = textOf(filled);
  return isWorkedOut || text === undefined ? filled : expressionValue(text, scope, written.at);
}
