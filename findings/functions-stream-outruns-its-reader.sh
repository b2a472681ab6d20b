#!/usr/bin/env bash
# One would guess that a streamed answer of a function is asked for no faster than its reader takes it, as pipe() does it.
# @azure/functions writes each part to the response without waiting for room: the whole of 64 MiB is produced, and held in the worker,
# for a client that has not read one byte. A function that streams much has to wait for the response's own 'drain' itself.
# Known: https://github.com/Azure/azure-functions-nodejs-library/issues/294 (open since August 2024).
# The worker that Azure brings, which is no package, is stood in for by the few members of its module that are asked for here.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --save-exact --no-audit --no-fund --ignore-scripts @azure/functions@4.16.5 >/dev/null 2>&1
echo '@azure/functions@4.16.5'
cat >see.cjs <<'JS'
const assert = require('node:assert/strict');
const Module = require('node:module');
const { connect } = require('node:net');

let model;
let registered;
const core = {
  version: '3.13.0',
  setProgrammingModel: (given) => void (model = given),
  registerFunction: (metadata, handler) => {
    registered = { metadata, handler };
    return { dispose: () => undefined };
  },
  log: () => undefined,
};
const load = Module.prototype.require;
Module.prototype.require = function (id) {
  return id === '@azure/functions-core' ? core : load.call(this, id);
};
const { app } = require('@azure/functions');

const part = new Uint8Array(64 * 1024);
const parts = 1024;
let produced = 0;

app.setup({ enableHttpStream: true });
app.http('much', {
  handler: () => ({
    body: new ReadableStream({
      pull(controller) {
        if (produced === parts) return controller.close();
        produced += 1;
        controller.enqueue(part);
      },
    }),
  }),
});

async function main() {
  const { HttpUri } = await model.getCapabilities({});
  const { hostname, port } = new URL(HttpUri);
  const invocationId = 'one';
  // A client that asks and then reads nothing.
  const client = connect(Number(port), hostname).pause();
  client.write(`GET /much HTTP/1.1\r\nHost: localhost\r\nx-forwarded-host: localhost\r\nx-forwarded-proto: http\r\nx-ms-invocation-id: ${invocationId}\r\n\r\n`);
  const [binding] = Object.entries(registered.metadata.bindings).find(([, { type }]) => type === 'httpTrigger');
  const invocation = model.getInvocationModel({
    invocationId,
    metadata: registered.metadata,
    request: { invocationId, inputData: [{ name: binding, data: {} }], triggerMetadata: {} },
    log: () => undefined,
    state: undefined,
  });
  const { context, inputs } = await invocation.getArguments();
  const result = await invocation.invokeFunction(context, inputs, registered.handler);
  await invocation.getResponse(context, result);
  console.log(`produced ${(produced * part.length) / 1024 / 1024} MiB; the client read ${client.bytesRead} bytes`);
  assert.equal(produced, parts);
  assert.equal(client.bytesRead, 0);
  process.exit(0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
JS
node see.cjs
