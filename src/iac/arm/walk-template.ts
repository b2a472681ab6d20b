import { bicepRegistryModule } from '../dated-defaults.ts';
import { type ClusterClaim, type CodeCluster, plainClaim } from '../judge/claim.ts';
import type { IacFinding, NotRead } from '../judge/finding.ts';
import { networkPluginName } from '../judge/plugin-name.ts';
import { type Presence, presenceUnder, weaker } from '../judge/presence.ts';
import { policyResourceFindings } from '../policy/policy-resource.ts';
import type { Place, SourceText } from '../text/place.ts';
import { evaluate, type Scope } from '../value/evaluate.ts';
import type { Expression } from '../value/expression.ts';
import { memberAt, tagsOf } from '../value/member-at.ts';
import { choice, lazyObject, scalar, textOf, unknown, type Value } from '../value/value.ts';
import { callArm } from './functions.ts';
import {
  type Loop,
  managedClusterType,
  type Repeated,
  type Template,
  type TemplateCall,
  type TemplateParameter,
  type TemplateResource,
} from './template.ts';

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

/** The clusters a deployment makes, in its modules and nested templates too. */
export function walkDeployment(deployment: Deployment, reach: TemplateReach): void {
  const scope = scopeOf(deployment, reach);
  for (const resource of deployment.template.resources) {
    for (const copy of copiesOf(resource, scope, deployment.presence)) readResource(resource, deployment, copy, reach);
  }
  for (const call of deployment.template.calls) {
    for (const copy of copiesOf(call, scope, deployment.presence)) walkCall(call, deployment, copy, reach);
  }
}

function scopeOf(deployment: Deployment, reach: TemplateReach): Scope {
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

interface Copy {
  readonly scope: Scope;
  readonly presence: Presence;
}

/** More copies say nothing new. */
const mostCopies = 50;

function copiesOf({ condition, loop }: Repeated, scope: Scope, within: Presence): Copy[] {
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

function readResource(written: TemplateResource, deployment: Deployment, copy: Copy, reach: TemplateReach): void {
  const resource = evaluate(written.body, copy.scope);
  const { language } = deployment.template;
  reach.claims.push(...resourceClaims(written, resource, deployment, copy.presence));
  reach.findings.push(...policyResourceFindings(resource, language, written.symbol));
}

function resourceClaims(
  { symbol, at, body }: TemplateResource,
  resource: Value,
  { template, resourceGroup }: Deployment,
  presence: Presence,
): ClusterClaim[] {
  if (!managedClusterType.test(textOf(memberAt(resource, 'type')) ?? '')) return [];
  const profile = memberAt(resource, 'properties', 'networkProfile');
  return [
    {
      ...plainClaim,
      language: template.language,
      subject: `managedClusters ${symbol}`,
      at,
      plugin: memberAt(profile, 'networkPlugin'),
      pluginAt: writtenAt(body, 'properties', 'networkProfile', 'networkPlugin'),
      mode: memberAt(profile, 'networkPluginMode'),
      kubernetesVersion: memberAt(resource, 'properties', 'kubernetesVersion'),
      networkPolicy: memberAt(profile, 'networkPolicy'),
      podCidr: memberAt(profile, 'podCidr'),
      presence,
      cluster: clusterOf(resource, template, resourceGroup),
    },
  ];
}

function clusterOf(resource: Value, { file }: Template, resourceGroup: Value | undefined): CodeCluster {
  return {
    name: memberAt(resource, 'name'),
    resourceGroup,
    tags: tagsOf(memberAt(resource, 'tags')),
    module: file,
    calledAt: [],
  };
}

/** Where a member is written, or the nearest thing around it. */
function writtenAt(expression: Expression, ...path: readonly string[]): Place {
  const [key, ...rest] = path;
  if (key === undefined || expression.kind !== 'object') return expression.at;
  const entry = expression.entries.find(
    (each) => each.key.kind === 'literal' && String(each.key.value).toLowerCase() === key.toLowerCase(),
  );
  return entry === undefined ? expression.at : writtenAt(entry.value, ...rest);
}

function walkCall(call: TemplateCall, deployment: Deployment, copy: Copy, reach: TemplateReach): void {
  const path = call.path && textOf(evaluate(call.path, copy.scope));
  const child = childOf(call, deployment, copy, reach);
  if (child === undefined) {
    const claims = unseenClaims(call, path ?? 'a name that is worked out when it is deployed', deployment, copy);
    reach.claims.push(...claims);
    if (claims.length > 0 || path === undefined) {
      reach.notRead.push({
        file: call.at.file,
        line: call.at.line,
        reason: `its template ${path ?? ''} is not in the folder`,
      });
    }
  } else if (
    call.inside === undefined &&
    [...deployment.path, deployment.template.file].includes(child.template.file)
  ) {
    reach.notRead.push({
      file: call.at.file,
      line: call.at.line,
      reason: `the module ${path ?? ''} calls itself, directly or through others`,
    });
  } else {
    walkDeployment(child, reach);
  }
}

function childOf(
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

function groupOf(call: TemplateCall, { resourceGroup }: Deployment, scope: Scope): Value | undefined {
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

/** A module that is not in the folder: what it is told of network plugins, and what is known of Microsoft's own. */
function unseenClaims(
  call: TemplateCall,
  path: string,
  deployment: Deployment,
  { scope, presence }: Copy,
): ClusterClaim[] {
  const { language, file } = deployment.template;
  const given = (name: string) => {
    const value = call.parameters.get(name);
    return value && evaluate(value, scope);
  };
  const isOurs = path.toLowerCase().includes(bicepRegistryModule.path);
  const claim = {
    ...plainClaim,
    language,
    subject: `module ${call.symbol}`,
    at: call.at,
    presence,
    cluster: {
      name: isOurs ? given('name') : undefined,
      resourceGroup: groupOf(call, deployment, scope),
      tags: isOurs ? tagsOf(given('tags')) : {},
      module: file,
      calledAt: [],
    },
  } as const;
  const named = [...call.parameters].filter(([name]) => networkPluginName.test(name));
  if (named.length > 0) {
    return named.map(([, value]) => ({ ...claim, plugin: evaluate(value, scope), pluginAt: value.at }));
  }
  if (isOurs) {
    return [{ ...claim, plugin: undefined, kubernetesVersion: given('kubernetesversion') }];
  }
  if (!/\baks\b|managed-?cluster|kubernetes/i.test(`${path} ${call.symbol}`)) return [];
  return [{ ...claim, plugin: unknown(`the module ${path} is not in the folder`, call.at) }];
}
