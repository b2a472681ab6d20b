import { type Presence, presenceUnder } from '../judge/presence.ts';
import { type ObjectValue, textOf } from '../value/value.ts';
import { compiled, expressionValue, type PipelineScope } from './scope.ts';

/** What a job or a step is switched off by; a condition that only a run decides is none. */
export function conditionOf(map: ObjectValue, scope: PipelineScope): Presence {
  const isGitHub = scope.language === 'github-workflow';
  const written = map.get(isGitHub ? 'if' : 'condition');
  if (written?.kind !== 'scalar') return 'stands';
  const filled = compiled(written, scope);
  const isWorkedOut = isGitHub && filled !== written;
  const text = textOf(filled);
  const value = isWorkedOut || text === undefined ? filled : expressionValue(text, scope, written.at);
  return presenceUnder(value) === 'off' ? 'off' : 'stands';
}
