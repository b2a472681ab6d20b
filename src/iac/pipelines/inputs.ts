import { isKubenet } from '../judge/judge-claim.ts';
import { memberAt } from '../value/member-at.ts';
import { choice, type ObjectValue, textOf, unknown, type Value } from '../value/value.ts';
import { entriesIn, itemsIn } from '../value/visit.ts';
import { compiled, type Names, type PipelineScope } from './scope.ts';

/** A parameter of a pipeline or a template, an input of a workflow or an action. */
interface PipelineInput {
  readonly name: string;
  /** Its default; undefined where whoever calls must give it. */
  readonly fallback: Value | undefined;
  /** The only values it can take; empty where any. */
  readonly allowed: readonly Value[];
  readonly declared: Value;
}

/** What a document takes from whoever calls or starts it; where a workflow says it twice, those of this way of use come last. */
function inputsOf(document: ObjectValue, use: 'called' | 'started'): PipelineInput[] {
  const isOfUse = (trigger: string) => (trigger === 'workflow_call') === (use === 'called');
  const triggers = entriesIn(document.get('on') ?? document.get('true'))
    .sort(([a], [b]) => Number(isOfUse(a)) - Number(isOfUse(b)))
    .map(([, value]) => value);
  return [
    ...itemsIn(document.get('parameters')).flatMap((item) => {
      const name = textOf(memberAt(item, 'name'));
      return name === undefined ? [] : [input(name, item, 'values')];
    }),
    // The older form of a template's parameters: names with their defaults.
    ...entriesIn(document.get('parameters')).map(
      ([name, value]): PipelineInput => ({ name, fallback: value, allowed: [], declared: value }),
    ),
    ...[document, ...triggers]
      .flatMap((each) => entriesIn(each.kind === 'object' ? each.get('inputs') : undefined))
      .map(([name, item]) => input(name, item, 'options')),
  ];
}

function input(name: string, item: Value, allowed: 'values' | 'options'): PipelineInput {
  const fallback = item.kind === 'object' ? item.get('default') : undefined;
  return { name, fallback, allowed: itemsIn(memberAt(item, allowed)), declared: item };
}

/** The inputs of a document that somebody starts by hand or on a trigger: defaults may be replaced then. */
export function startedInputs(document: ObjectValue): Names {
  return namesOf(inputsOf(document, 'started'), (each) =>
    choice([{ value: each.fallback ?? fromCaller(each), certainty: 'maybe' }], each.declared.at),
  );
}

/** The inputs of a document that another calls: what is given counts, and a default that it replaces may come back. */
export function calledInputs(document: ObjectValue, given: Names, scope: PipelineScope): Names {
  return namesOf(inputsOf(document, 'called'), (each) => {
    const value = given.get(each.name.toLowerCase());
    const fallback = each.fallback && compiled(each.fallback, scope);
    if (value === undefined) return fallback ?? fromCaller(each);
    const replaced = fallback === undefined ? [] : [{ value: fallback, certainty: 'maybe' } as const];
    return choice([{ value, certainty: 'sure' }, ...replaced], each.declared.at);
  });
}

function namesOf(inputs: readonly PipelineInput[], valueFor: (input: PipelineInput) => Value): Names {
  return new Map(inputs.map((each) => [each.name.toLowerCase(), valueFor(each)]));
}

function fromCaller({ name, allowed, declared }: PipelineInput): Value {
  if (allowed.length > 0 && !allowed.some(isKubenet))
    return choice(
      allowed.map((value) => ({ value, certainty: 'maybe' })),
      declared.at,
    );
  const among = allowed.flatMap((each) => textOf(each) ?? []);
  return {
    ...unknown(`whoever calls or starts the pipeline gives ${name}`, declared.at, 'caller'),
    ...(among.length > 0 ? { among } : {}),
  };
}
