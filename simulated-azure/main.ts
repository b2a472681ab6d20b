import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseEstate } from './control-endpoint.ts';
import type { Estate } from './estate/estate.ts';
import { buildSampleEstate } from './estate/sample.ts';
import type { Settings } from './settings.ts';
import { type SimulatedAzure, startSimulatedAzure } from './start.ts';

const usage = `Usage: node simulated-azure/main.ts [options]

Starts a simulated Azure on 127.0.0.1 and prints its addresses and credentials as one line of JSON.
It stops on SIGTERM, on SIGINT, and when its standard input ends.

  --estate sample|FILE  what it holds: the sample estate, or a JSON file (default: sample)
  --seed TEXT           seed of the sample estate (default: contoso)
  --as-of DATE          the moment that the sample estate describes (default: now)
  --port N              port of Resource Manager (default: a free one)
  --throttling N|off    multiplies Azure's limits, or switches them off (default: 1)
  --ca-file FILE        writes the certificate authority there, for NODE_EXTRA_CA_CERTS
  --ready-file FILE     writes the line of JSON there too, once everything listens
  --ignore-stdin        does not stop when standard input ends
`;

const { values } = parseArgs({
  options: {
    estate: { type: 'string', default: 'sample' },
    seed: { type: 'string', default: 'contoso' },
    'as-of': { type: 'string' },
    port: { type: 'string', default: '0' },
    throttling: { type: 'string', default: '1' },
    'ca-file': { type: 'string' },
    'ready-file': { type: 'string' },
    'ignore-stdin': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(usage);
else await run();

async function run(): Promise<void> {
  const estate = await loadEstate();
  const caFile = values['ca-file'];
  const azure = await startSimulatedAzure({
    estate,
    options: {
      port: wholeNumber('--port', values.port),
      throttling: throttling(values.throttling),
      ...(caFile === undefined ? {} : { caFile }),
    },
  });
  stopWithParent(azure);
  const line = JSON.stringify(description(azure, estate));
  if (values['ready-file'] !== undefined) await writeFile(values['ready-file'], `${line}\n`, { mode: 0o600 });
  console.log(line);
}

async function loadEstate(): Promise<Estate> {
  if (values.estate !== 'sample') return parseEstate(JSON.parse(await readFile(values.estate, 'utf8')));
  const asOf = values['as-of'] === undefined ? new Date() : new Date(values['as-of']);
  if (Number.isNaN(asOf.getTime())) throw new Error(`--as-of is not a date: ${values['as-of']}`);
  return buildSampleEstate({ seed: values.seed, asOf: asOf.toISOString() });
}

function throttling(text: string): Settings['throttling'] {
  if (text === 'off') return 'off';
  const factor = Number(text);
  if (!(factor > 0)) throw new Error(`--throttling takes a number above 0 or "off", not ${text}.`);
  return factor;
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`${option} takes a whole number, not ${text}.`);
  return Number(text);
}

function description(azure: SimulatedAzure, { tenantId, principals }: Estate): Record<string, unknown> {
  const { armEndpoint, authorityHost, identityEndpoint, identityHeader, controlUrl, caPem, caPath } = azure;
  return {
    armEndpoint,
    authorityHost,
    identityEndpoint,
    identityHeader,
    controlUrl,
    tenantId,
    principals: principals.map(({ clientId, objectId, clientSecret }) => ({ clientId, objectId, clientSecret })),
    caPath,
    caPem,
    pid: process.pid,
  };
}

function stopWithParent(azure: SimulatedAzure): void {
  const stop = () => {
    process.stdin.destroy();
    azure.stop().catch((error: unknown) => {
      console.error('The simulated Azure did not stop cleanly:', error);
      process.exitCode = 1;
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (values['ignore-stdin']) return;
  process.stdin.once('end', stop);
  process.stdin.resume();
}
