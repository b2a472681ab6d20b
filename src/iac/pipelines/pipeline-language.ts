import type { ObjectValue } from '../value/value.ts';
import type { PipelineLanguage } from './scope.ts';

/** Whose pipeline a document of YAML is, by the keys it has; undefined for another kind of file. */
export function pipelineLanguage(document: ObjectValue, file: string): PipelineLanguage | undefined {
  const has = (...keys: readonly string[]) => keys.some((key) => document.get(key) !== undefined);
  if ((has('jobs') && has('on', 'true')) || (has('runs') && has('inputs', 'description', 'name')))
    return 'github-workflow';
  const isPipeline = has('stages', 'jobs', 'steps', 'extends') || (has('trigger', 'pool') && has('variables'));
  const isTemplate = has('variables', 'parameters') && /pipeline|template|\.azuredevops|vars/i.test(file);
  return isPipeline || isTemplate ? 'azure-pipelines' : undefined;
}
