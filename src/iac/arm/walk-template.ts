import { bicepRegistryModule } from '../dated-defaults.ts';
import { type ClusterClaim, type CodeCluster, plainClaim } from '../judge/claim.ts';
import { networkPluginName } from '../judge/plugin-name.ts';
import type { Presence } from '../judge/presence.ts';
import { policyResourceFindings } from '../policy/policy-resource.ts';
import type { Place } from '../text/place.ts';
import { evaluate } from '../value/evaluate.ts';
import type { Expression } from '../value/expression.ts';
import { memberAt, tagsOf } from '../value/member-at.ts';
import { textOf, unknown, type Value } from '../value/value.ts';
import { type Copy, childOf, copiesOf, type Deployment, groupOf, scopeOf, type TemplateReach } from './deployment.ts';
import { managedClusterType, type Template, type TemplateCall, type TemplateResource } from './template.ts';

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
