#!/usr/bin/env bash
# One would guess that a client follows a page's nextLink as the service wrote it: in Azure's guidelines it is an opaque URL that holds
# every parameter it needs (https://github.com/microsoft/api-guidelines/blob/vNext/azure/Guidelines.md#collections). Where the link
# names no API version the generated client adds its own; where it names another, that one stays. The next page of a list of clusters
# is so asked at another address than the one that was answered: a recording is not found by the link it holds, a signed link is changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --save-exact --no-audit --no-fund --ignore-scripts @azure/arm-containerservice@25.5.0 @azure/arm-network@39.0.0 >/dev/null 2>&1
echo '@azure/arm-containerservice@25.5.0 @azure/arm-network@39.0.0'
cat >see.mjs <<'JS'
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { ContainerServiceClient } from '@azure/arm-containerservice';
import { NetworkManagementClient } from '@azure/arm-network';

const links = ['/second?token=a', '/third?token=b&api-version=2020-01-01', undefined];
const asked = [];
const server = createServer(({ url }, response) => {
  const link = links[asked.push(url) - 1];
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ value: [], nextLink: link && `${endpoint}${link}` }));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const endpoint = `http://127.0.0.1:${server.address().port}`;

const credential = { getToken: async () => ({ token: 'none', expiresOnTimestamp: Date.now() + 3_600_000 }) };
const options = { endpoint, allowInsecureConnection: true };
const containers = new ContainerServiceClient(credential, 'subscription', options);
const networks = new NetworkManagementClient(credential, 'subscription', options);
// The server speaks no TLS, which the policy that adds the token wants.
for (const { pipeline } of [containers, networks]) pipeline.removePolicy({ name: 'bearerTokenAuthenticationPolicy' });

const lists = {
  'managedClusters.list': () => containers.managedClusters.list(),
  'routeTables.listAll': () => networks.routeTables.listAll(),
};
for (const [name, list] of Object.entries(lists)) {
  asked.length = 0;
  for await (const each of list()) assert.fail(`no item was sent: ${each}`);
  const own = asked[0].split('api-version=')[1];
  console.log(`${name}: answered ${links[0]}, asked ${asked[1]}; answered ${links[1]}, asked ${asked[2]}`);
  assert.deepEqual(asked.slice(1), [`/second?token=a&api-version=${own}`, '/third?token=b&api-version=2020-01-01']);
}
server.close();
JS
node see.mjs
