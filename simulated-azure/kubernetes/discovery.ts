import { type Answer, ok } from '../wire/answer.ts';
import { servedResources } from './api-resources.ts';

/** What kubectl asks before anything else: groups and kinds, which everybody who is signed in may see. Undefined for other paths. */
export function answerDiscovery(path: string, hasCalico: boolean): Answer | undefined {
  const served = servedResources(hasCalico);
  if (path === '/api') return ok({ kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] });
  if (path === '/apis') return ok({ kind: 'APIGroupList', apiVersion: 'v1', groups: groupsOf(served) });
  const [, core, group, version] = /^\/(?:api\/(v1)|apis\/([^/]+)\/([^/]+))$/.exec(path) ?? [];
  const own = served.filter((each) =>
    core === undefined ? each.group === group && each.version === version : each.group === '',
  );
  if (own.length === 0) return undefined;
  return ok({
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: core ?? `${group}/${version}`,
    resources: own.map(({ plural, kind, namespaced }) => ({
      ...{ name: plural, singularName: kind.toLowerCase(), namespaced, kind },
      verbs: ['get', 'list'],
    })),
  });
}

function groupsOf(served: ReturnType<typeof servedResources>): object[] {
  const named = new Map(served.filter(({ group }) => group !== '').map(({ group, version }) => [group, version]));
  return [...named].map(([name, version]) => {
    const each = { groupVersion: `${name}/${version}`, version };
    return { name, versions: [each], preferredVersion: each };
  });
}
