import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { type AzureTypes, readSchemaAnswer } from './bicep/azure-types.ts';
import { checkResource } from './bicep/check-resource.ts';
import { readInfraFiles, resourcesOf } from './bicep/infra-files.ts';

/**
 * Records what Microsoft's Bicep types say of the resources in infra/, for the tests to compare with. The types come out of the Azure
 * MCP server, an npm package that holds them: no sign-in, no connection to Azure. Run it after a resource or a version was changed.
 * `--azmcp FILE` names its program where it is on this machine; otherwise npx fetches it.
 */
const root = dirname(import.meta.dirname);
const run = promisify(execFile);
const { values } = parseArgs({ options: { azmcp: { type: 'string' } } });
const [command, ...start] = values.azmcp === undefined ? ['npx', '--yes', '@azure/mcp@2.0.5'] : [values.azmcp];

const recorded: AzureTypes = {};
const resources = resourcesOf(readInfraFiles(root)).map(({ resource }) => resource);
for (const declared of [...new Set(resources.map(({ type }) => type))].sort()) {
  const answer = await askForType(declared.split('@')[0] ?? declared);
  if (answer === undefined) {
    console.error(`${declared}: the tool has no types for it`);
    continue;
  }
  const { name, type } = readSchemaAnswer(answer);
  if (name !== declared) console.error(`${declared}: the tool describes ${name}`);
  const visited = resources
    .filter((each) => each.type === declared)
    .flatMap((each) => [...checkResource(each, type).visited]);
  const objects = [...new Set(visited)].sort().map((each) => [each, type.objects[each]] as const);
  recorded[name] = {
    bodies: type.bodies,
    objects: Object.fromEntries(objects.flatMap(([key, each]) => (each ? [[key, each]] : []))),
  };
}
await writeFile(join(root, 'test/infra/azure-types.json'), `${JSON.stringify(recorded, null, 1)}\n`);

async function askForType(type: string): Promise<unknown> {
  const args = [...start, 'bicepschema', 'get', '--resource-type', type];
  // It says no to telemetry, and does not need the languages of the system.
  const env = { ...process.env, AZURE_MCP_COLLECT_TELEMETRY: 'false', DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
  try {
    const { stdout } = await run(command ?? 'npx', args, { env, maxBuffer: 64 * 1024 * 1024 });
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}
