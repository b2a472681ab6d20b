#!/usr/bin/env bash
# One would guess that an IPv4-mapped IPv6 address is found in the IPv4 range it maps to, or refused. It is neither: the two
# families never meet, and the answer is a plain false. Node.js reports peers of a dual-stack socket in the mapped form, so an
# address taken from there looks as if it lay outside the cluster's pod CIDR.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --save-exact --no-audit --no-fund --ignore-scripts cidr-tools@12.0.3 >/dev/null 2>&1
echo 'cidr-tools@12.0.3'
cat >see.mjs <<'JS'
import assert from 'node:assert/strict';
import { containsCidr, overlapCidr } from 'cidr-tools';

const plain = containsCidr('10.244.0.0/16', '10.244.1.4');
const mapped = containsCidr('10.244.0.0/16', '::ffff:10.244.1.4');
const ranges = overlapCidr('10.244.0.0/16', '::ffff:10.244.0.0/112');
console.log({ plain, mapped, ranges });
assert.deepEqual({ plain, mapped, ranges }, { plain: true, mapped: false, ranges: false });
JS
node see.mjs
