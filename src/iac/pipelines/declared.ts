import { isOff } from '../judge/presence.ts';
import { memberAt } from '../value/member-at.ts';
import { withOtherwise } from '../value/overridable.ts';
import { choice, nullValue, type ObjectValue, options, otherwiseOf, textOf, type Value } from '../value/value.ts';
import { entriesIn, itemsIn } from '../value/visit.ts';
import { entriesUnder, itemsUnder, type MayGoOn, type Standing } from './directives.ts';
import { compiled, type PipelineScope } from './scope.ts';

/** Reads the variables of a template in a list of variables into the scope. */
export type ReadVariableTemplate = (call: ObjectValue, scope: PipelineScope) => PipelineScope;

/** The scope inside a map of a pipeline: with its variables, its environment and its matrix. */
export function scopeInside(
  map: ObjectValue,
  outer: PipelineScope,
  readTemplate: ReadVariableTemplate,
  mayGoOn: MayGoOn,
): PipelineScope {
  const withVariables = variablesIn(map.get('variables'), outer, readTemplate, mayGoOn);
  return withMatrix(memberAt(map.get('strategy'), 'matrix'), withEnvironment(map.get('env'), withVariables));
}

/** The scope with the variables of a map or a list. */
export function variablesIn(
  variables: Value | undefined,
  outer: PipelineScope,
  readTemplate: ReadVariableTemplate,
  mayGoOn: MayGoOn,
): PipelineScope {
  if (variables?.kind === 'object') {
    return entriesUnder(variables, outer, 'stands', mayGoOn).reduce(
      (scope, entry) => withVariable(scope, entry.key, entry),
      outer,
    );
  }
  if (variables?.kind !== 'list') return outer;
  return itemsUnder(variables, outer, 'stands', mayGoOn).reduce((scope, item) => {
    if (item.value.kind !== 'object') return scope;
    if (item.value.get('template') !== undefined)
      return isOff(item.presence) ? scope : readTemplate(item.value, { ...item.scope, variables: scope.variables });
    const [name, value] = [textOf(item.value.get('name')), item.value.get('value')];
    return name === undefined || value === undefined ? scope : withVariable(scope, name, { ...item, value });
  }, outer);
}

/** With what a branch beside this one would have set. */
function withTurned(before: Value | undefined, after: Value): Value {
  const turned = before === undefined ? [] : options(before).flatMap(({ value }) => otherwiseOf(value));
  return turned.reduce<Value>((value, each) => withOtherwise(value, each), after);
}

/** A variable under a condition that nobody here decides leaves what was before it as it may be. */
function withVariable(outer: PipelineScope, name: string, { value, scope, presence }: Standing): PipelineScope {
  if (presence === 'never') return outer;
  const key = name.toLowerCase();
  const after = compiled(value, { ...scope, variables: outer.variables });
  const before = outer.variables.get(key);
  const those = before === undefined ? [after] : [before, after];
  const both = choice(
    those.map((each) => ({ value: each, certainty: 'maybe' })),
    after.at,
  );
  const set = (given: Value) => ({ ...outer, variables: new Map([...outer.variables, [key, given]]) });
  // What another value of a parameter would set stays in mind, whatever is set.
  if (presence === 'off') return set(withOtherwise(before ?? nullValue(after.at), after));
  return set(presence === 'stands' ? withTurned(before, after) : both);
}

function withEnvironment(env: Value | undefined, outer: PipelineScope): PipelineScope {
  const own = entriesIn(env).map(([name, value]) => [name, compiled(value, outer)] as const);
  return own.length === 0 ? outer : { ...outer, environment: new Map([...outer.environment, ...own]) };
}

/** Every value of a matrix is run; those of GitHub's `include` and Azure's named legs too. */
function withMatrix(written: Value | undefined, outer: PipelineScope): PipelineScope {
  if (written === undefined) return outer;
  const values = [...Map.groupBy(matrixValues(compiled(written, outer)), ([name]) => name.toLowerCase())].map(
    ([name, those]) => {
      const all = those.map(([, value]) => ({ value, certainty: 'sure' }) as const);
      return [name, choice(all, written.at)] as const;
    },
  );
  return outer.language === 'github-workflow'
    ? { ...outer, matrix: new Map(values) }
    : { ...outer, variables: new Map([...outer.variables, ...values]) };
}

function matrixValues(matrix: Value): (readonly [string, Value])[] {
  return entriesIn(matrix).flatMap(([name, value]) => {
    const legs = name === 'include' ? itemsIn(value) : [value];
    const listed = name === 'include' || name === 'exclude' ? [] : itemsIn(value);
    return [...listed.map((item) => [name, item] as const), ...legs.flatMap((leg) => entriesIn(leg))];
  });
}
