import { describe, expect, it } from 'vitest';
import { armActions } from '../../src/arm/arm-actions.ts';
import { type ArmRead, resourceTypeOfRead } from '../../src/arm/arm-read.ts';
import { armReads } from '../../src/arm/arm-reads.ts';
import { createClusterSignIn } from '../../src/arm/cluster-sign-in.ts';
import { countRequests } from '../../src/arm/request-counter.ts';
import { resourceTypeOf } from '../../src/model/resource-id.ts';
import versions from './api-versions.json' with { type: 'json' };
import { json, useScriptedServer } from './scripted-server.ts';
import { clientOf, failure, signIn, subscription } from './test-client.ts';

const server = useScriptedServer();
const group = `${subscription}/resourceGroups/rg-a`;

/** A resource of the type that a read is below of, or is of. */
function anId(type: string): string {
  const [namespace, ...types] = type.split('/');
  return `${group}/providers/${namespace}/${types.map((each, at) => `${each}/name-${at}`).join('/')}`;
}

function parentOf(read: ArmRead): string {
  switch (read.below) {
    case 'tenant':
      return 'mg-a';
    case 'subscription':
      return subscription;
    case 'location':
      return `${subscription}/providers/Microsoft.Compute/locations/westeurope`;
    case 'resource': {
      const type = resourceTypeOfRead(read);
      if (!('list' in read)) return anId(type);
      return type.split('/').length === 2 ? group : anId(type.slice(0, type.lastIndexOf('/')));
    }
    default:
      return anId(resourceTypeOfRead(armReads[read.below]));
  }
}

/** What goes over the wire for a read. */
async function asked(read: ArmRead) {
  const { arm } = clientOf(server);
  if (read === armReads.resourceGraph) await arm.post(armReads.resourceGraph, {});
  else if ('get' in read || ('path' in read && read.path === '{parent}')) await arm.get(read, parentOf(read));
  else await arm.list(read, parentOf(read));
  const [request, ...more] = server.heard;
  if (request === undefined || more.length > 0) throw new Error('Not one request.');
  const url = new URL(request.url, server.origin);
  return {
    method: request.method,
    path: decodeURIComponent(url.pathname),
    query: Object.fromEntries(url.searchParams),
  };
}

/** What stands in a path: the type of a list is its last segment, and has no name behind it. */
function typeInPath(path: string): string {
  const resource = resourceTypeOf(path) ?? resourceTypeOf(`${path}/x`) ?? '';
  return resource.toLowerCase();
}

describe.each(Object.entries<ArmRead>(armReads))('%s', (name, read) => {
  it('asks what its permission says, in the API version on record', async () => {
    const { method, path, query } = await asked(read);

    expect({ [name]: query['api-version'] }).toEqual({ [name]: (versions as Record<string, string>)[name] });
    expect(method).toBe(read === armReads.resourceGraph ? 'POST' : 'GET');
    if (read.below === 'tenant') return;
    expect(path.startsWith(subscription)).toBe(true);
    // Regions and the interfaces of a scale set have paths of their own form.
    expect([typeInPath(path), `${typeInPath(path)}/usages`]).toContain(resourceTypeOfRead(read).toLowerCase());
  });

  it('goes through the resource group, where one is named', async () => {
    if (!('list' in read) || read.below !== 'subscription' || read === armReads.networkManagers) return;
    await clientOf(server).arm.list(read, group);

    expect(server.heard[0]?.url.startsWith(`${group}/providers/`)).toBe(true);
  });
});

it('has an API version on record for each read and no other', () => {
  expect(Object.keys(versions).sort(), 'the record is test/arm/api-versions.json').toEqual(
    Object.keys(armReads).sort(),
  );
});

describe('the way into a cluster', () => {
  const clusterId = anId('Microsoft.ContainerService/managedClusters');
  const clusters = () =>
    createClusterSignIn({
      endpoint: server.origin,
      audience: 'https://management.azure.com',
      credential: signIn(),
      counter: countRequests(),
      tlsOptions: { ca: server.caPem },
    });

  it('is one POST, of the permission that is named for it', async () => {
    server.answer(
      json({ kubeconfigs: [{ name: 'clusterUser', value: Buffer.from('kind: Config').toString('base64') }] }),
    );

    expect(await clusters().kubeconfig(clusterId)).toBe('kind: Config');
    expect(server.heard).toHaveLength(1);
    expect(server.heard[0]).toMatchObject({ method: 'POST' });
    expect(server.heard[0]?.url).toContain(`${clusterId}/listClusterUserCredential?`);
    expect(server.heard[0]?.url).toContain('format=exec');
    expect(armActions.clusterUserCredential.action).toMatch(/\/listClusterUserCredential\/action$/);
  });

  it('tells nothing of an answer that holds no kubeconfig', async () => {
    server.answer(json({ kubeconfigs: [{ secret: 'a key' }] }));

    expect((await failure(clusters().kubeconfig(clusterId))).message).toBe('Azure answered without a kubeconfig.');
  });
});
