#!/usr/bin/env bash
# One would guess that Pulumi's Azure Native provider sends what the program says and leaves the rest to Azure, and that
# networkPluginMode 'overlay' alone is enough. Version 2 fills in networkPlugin 'kubenet' wherever a networkProfile is given
# without one, the mode or not; without a networkProfile it adds nothing. Whoever searches programs for the word "kubenet"
# finds none of these clusters. (Version 3.2.0 adds the pod and service ranges still, but no plugin.)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --save-exact --no-audit --no-fund --ignore-scripts @pulumi/azure-native@2.92.3 >/dev/null 2>&1
echo '@pulumi/azure-native@2.92.3'
cat >see.mjs <<'JS'
import assert from 'node:assert/strict';
import { ManagedCluster } from '@pulumi/azure-native/containerservice/managedCluster.js';
import pulumi from '@pulumi/pulumi';

const sent = {};
await pulumi.runtime.setMocks({
  newResource: ({ name, inputs }) => {
    sent[name] = inputs.networkProfile;
    return { id: name, state: inputs };
  },
  call: ({ inputs }) => inputs,
});
const clusters = [
  new ManagedCluster('profile', { resourceGroupName: 'rg', networkProfile: { loadBalancerSku: 'standard' } }),
  new ManagedCluster('mode', { resourceGroupName: 'rg', networkProfile: { networkPluginMode: 'overlay' } }),
  new ManagedCluster('nothing', { resourceGroupName: 'rg' }),
];
await Promise.all(clusters.map(({ id }) => new Promise((done) => id.apply(done))));
console.log(sent);
assert.equal(sent.profile.networkPlugin, 'kubenet');
assert.deepEqual([sent.mode.networkPlugin, sent.mode.networkPluginMode], ['kubenet', 'overlay']);
assert.equal(sent.nothing, undefined);
JS
node see.mjs
