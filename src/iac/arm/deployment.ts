import type { ClusterClaim } from '../judge/claim.ts';
import type { IacFinding, NotRead } from '../judge/finding.ts';
import { type Presence, presenceUnder, weaker } from '../judge/presence.ts';
import type { Place, SourceText } from '../text/place.ts';
import { evaluate, type Scope } from '../value/evaluate.ts';
import { choice, lazyObject, scalar, textOf, unknown, type Value } from '../value/value.ts';
import { callArm } from './functions.ts';
import type { Loop, Repeated, Template, TemplateCall, TemplateParameter } from './template.ts';

/** A template with the values it is deployed with. */
export interface Deployment {
  readonly template: Template;
  readonly input: (parameter: TemplateParameter) => Value;
  /** Of a nested template that sees what is around it. */
  readonly outer: Scope | undefined;
  /** The files from the one a person deploys to this one. */
  readonly path: readonly string[];
  readonly presence: Presence;
  /** The name of the resource group that it is deployed into; undefined where nothing tells. */
  readonly resourceGroup: Value | undefined;
  /** Variables under way: one among them again names itself. */
  readonly underWay: Set<string>;
}

export interface TemplateReach {
  /** A template by its file as another names it; undefined where the folder has none. */
  readonly find: (path: string, from: string) => Template | undefined;
  readonly readFile: (path: string, from: string) => SourceText | undefined;
  readonly claims: ClusterClaim[];
  /** Of what declares no cluster. */
  readonly findings: IacFinding[];
  readonly notRead: NotRead[];
}

/** What names and functions mean in a template that is deployed so. */
export function scopeOf(deployment: Deployment, reach: TemplateReach): Scope {
  const { template, outer } = deployment;
  const known = new Map<string, Value>();
  const scope: Scope = {
    ignoresCase: true,
    name: (name, at) => parameterOf(name) ?? variableOf(name, at) ?? symbolOf(name, at) ?? outer?.name(name, at),
    call: (name, args, at) => {
      const called = name.toLowerCase();
      if (called === 'parameters' || called === 'variables') {
        const wanted = textOf(args[0]?.()) ?? '';
        const own = called === 'parameters' ? parameterOf(wanted) : variableOf(wanted, at);
        return own ?? outer?.call(name, args, at) ?? unknown(`there is no ${called.slice(0, -1)} ${wanted}`, at);
      }
      return callArm(name, args, at, (path) => reach.readFile(path, template.file));
    },
  };
  return scope;

  // A nested template with outer evaluation sees nothing of its own.
  function parameterOf(name: string): Value | undefined {
    const parameter = outer === undefined ? template.parameters.get(name.toLowerCase()) : undefined;
    return parameter && deployment.input(parameter);
  }

  function variableOf(name: string, at: Place): Value | undefined {
    const key = name.toLowerCase();
    const variable = outer === undefined ? template.variables.get(key) : undefined;
    if (variable === undefined) return undefined;
    if (deployment.underWay.has(key)) return unknown(`the variable ${name} names itself`, at);
    deployment.underWay.add(key);
    try {
      const value = known.get(key) ?? evaluate(variable, scope);
      known.set(key, value);
      return value;
    } finally {
      deployment.underWay.delete(key);
    }
  }

  function symbolOf(name: string, at: Place): Value | undefined {
    const call = template.calls.find(({ symbol }) => symbol === name);
    if (call !== undefined) return lazyObject(at, (key) => (key === 'outputs' ? outputsOf(call, at) : undefined));
    return template.resources.some(({ symbol }) => symbol === name)
      ? unknown(`${name} is known only when it is deployed`, at)
      : undefined;
  }

  function outputsOf(call: TemplateCall, at: Place): Value {
    const child = childOf(call, deployment, { scope, presence: deployment.presence }, reach);
    return lazyObject(at, (name) => {
      const output = child?.template.outputs.get(name.toLowerCase());
      return output === undefined || child === undefined
        ? unknown(`the output ${name} of ${call.symbol} was not read`, at)
        : evaluate(output, scopeOf(child, reach));
    });
  }
}

/** A resource or a call as it stands once: with one item of its loop. */
export interface Copy {
  readonly scope: Scope;
  readonly presence: Presence;
}

/** More copies say nothing new. */
const mostCopies = 50;

export function copiesOf({ condition, loop }: Repeated, scope: Scope, within: Presence): Copy[] {
  const scopes = loop === undefined ? [scope] : loopScopes(loop, scope);
  return scopes.map((each) => ({
    scope: each,
    presence: condition === undefined ? within : weaker(presenceUnder(evaluate(condition, each)), within),
  }));
}

function loopScopes(loop: Loop, scope: Scope): Scope[] {
  if (loop.kind === 'copy') return [copyScope(evaluate(loop.count, scope), scope)];
  const collection = evaluate(loop.collection, scope);
  const items = collection.kind === 'list' ? collection.items.slice(0, mostCopies) : [collection];
  return items.map((item, index) => ({
    ...scope,
    name: (name, at) => (name === loop.item ? item : name === loop.index ? scalar(index, at) : scope.name(name, at)),
  }));
}

/** `copyIndex()` is each of the numbers. */
function copyScope(count: Value, scope: Scope): Scope {
  const number = Math.min(Number(textOf(count)), mostCopies);
  return {
    ...scope,
    call: (name, args, at) => {
      if (name.toLowerCase() !== 'copyindex') return scope.call(name, args, at);
      if (!(number > 0)) return unknown('the number of copies is not known', at);
      return choice(
        Array.from({ length: number }, (_, index) => ({ value: scalar(index, at), certainty: 'sure' })),
        at,
      );
    },
  };
}

/** What a call deploys; undefined where its template is not in the folder. */
export function childOf(
  call: TemplateCall,
  deployment: Deployment,
  { scope, presence }: Copy,
  reach: TemplateReach,
): Deployment | undefined {
  const path = call.path && textOf(evaluate(call.path, scope));
  const template = call.inside ?? (path === undefined ? undefined : reach.find(path, deployment.template.file));
  if (template === undefined) return undefined;
  const child: Deployment = {
    template,
    outer: call.inside !== undefined && call.seesOuter ? scope : undefined,
    path: [...deployment.path, deployment.template.file],
    underWay: new Set(),
    presence,
    resourceGroup: groupOf(call, deployment, scope),
    input: (parameter) => {
      const given = call.parameters.get(parameter.name.toLowerCase());
      const fallback = fallbackOf(parameter, child, reach);
      const effective = given === undefined ? fallback : evaluate(given, scope);
      return choice(
        [
          { value: effective, certainty: 'sure' },
          ...(given !== undefined && parameter.fallback !== undefined
            ? [{ value: fallback, certainty: 'maybe' } as const]
            : []),
        ],
        parameter.at,
      );
    },
  };
  return child;
}

/** The resource group that a call deploys into. */
export function groupOf(call: TemplateCall, { resourceGroup }: Deployment, scope: Scope): Value | undefined {
  return call.resourceGroup === undefined ? resourceGroup : evaluate(call.resourceGroup, scope);
}

/** What a parameter is where nobody gives it a value. */
export function fallbackOf(parameter: TemplateParameter, deployment: Deployment, reach: TemplateReach): Value {
  if (parameter.fallback !== undefined) return evaluate(parameter.fallback, scopeOf(deployment, reach));
  if (parameter.isNullable) return { kind: 'null', at: parameter.at };
  // With a list of plugins the caller can give nothing else; what the list allows is a finding of its own.
  if (parameter.allowed.length > 0 && !parameter.allowed.some(({ value }) => value.toLowerCase() === 'kubenet')) {
    return choice(
      parameter.allowed.map(({ value, at }) => ({ value: scalar(value, at), certainty: 'maybe' })),
      parameter.at,
    );
  }
  return unknown(`the parameter ${parameter.name} has no default`, parameter.at, 'caller');
}
