#!/usr/bin/env bash
# One would guess that a generated client sends its own API version with every call. The two lists of a scale set's network
# resources go out with 2018-10-01, eight years older than the rest of the package. An audit that reads node addresses this
# way sees the 2018 shape of the resource, and a recorded or simulated ARM must answer two versions.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --save-exact --no-audit --no-fund --ignore-scripts @azure/arm-network@39.0.0 @azure/core-rest-pipeline@1.25.0 >/dev/null 2>&1
echo '@azure/arm-network@39.0.0 @azure/core-rest-pipeline@1.25.0'
cat >see.mjs <<'JS'
import assert from 'node:assert/strict';
import { NetworkManagementClient } from '@azure/arm-network';
import { createHttpHeaders } from '@azure/core-rest-pipeline';

let asked;
const httpClient = {
  sendRequest: async (request) => {
    asked = new URL(request.url).searchParams.get('api-version');
    return { request, status: 200, headers: createHttpHeaders(), bodyAsText: '{"value":[]}' };
  },
};
const credential = { getToken: async () => ({ token: 'none', expiresOnTimestamp: Date.now() + 3_600_000 }) };
const client = new NetworkManagementClient(credential, '00000000-0000-0000-0000-000000000000', { httpClient });
async function versionOf(name, list) {
  for await (const _ of list) continue;
  console.log(name, asked);
  return asked;
}
assert.equal(await versionOf('networkInterfaces.list', client.networkInterfaces.list('rg')), '2026-01-01');
const nics = client.networkInterfaces.listVirtualMachineScaleSetNetworkInterfaces('rg', 'nodes');
assert.equal(await versionOf("a scale set's network interfaces", nics), '2018-10-01');
const addresses = client.publicIPAddresses.listVirtualMachineScaleSetPublicIPAddresses('rg', 'nodes');
assert.equal(await versionOf("a scale set's public addresses", addresses), '2018-10-01');
JS
node see.mjs
