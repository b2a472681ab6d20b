import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import type { ArmResource } from '../../../simulated-azure/estate/estate.ts';

/** Microsoft's published schemas lie beside the project where somebody put them. */
export const schemasFolder = new URL('../../../../shared/schemas/', import.meta.url);

const files = {
  containerservice: ['containerservice-2026-05-01.json', '2026-05-01'],
  network: ['network-2025-07-01.json', '2025-07-01'],
  compute: ['compute-2026-03-01.json', '2026-03-01'],
} as const;

type Definition = readonly [file: keyof typeof files, name: string];

const definitions: Readonly<Record<string, Definition>> = {
  'microsoft.containerservice/managedclusters': ['containerservice', 'managedClusters'],
  'microsoft.containerservice/managedclusters/agentpools': ['containerservice', 'managedClusters_agentPools'],
  'microsoft.containerservice/managedclusters/maintenanceconfigurations': [
    'containerservice',
    'managedClusters_maintenanceConfigurations',
  ],
  'microsoft.network/routetables': ['network', 'routeTables'],
  'microsoft.network/virtualnetworks': ['network', 'virtualNetworks'],
  'microsoft.network/networkinterfaces': ['network', 'networkInterfaces'],
  'microsoft.compute/virtualmachinescalesets/virtualmachines/networkinterfaces': ['network', 'networkInterfaces'],
  'microsoft.network/networksecuritygroups': ['network', 'networkSecurityGroups'],
  'microsoft.network/applicationgateways': ['network', 'applicationGateways'],
  'microsoft.network/localnetworkgateways': ['network', 'localNetworkGateways'],
  'microsoft.compute/virtualmachinescalesets': ['compute', 'virtualMachineScaleSets'],
  'microsoft.compute/virtualmachinescalesets/virtualmachines': ['compute', 'virtualMachineScaleSets_virtualMachines'],
  'microsoft.compute/virtualmachines': ['compute', 'virtualMachines'],
  'microsoft.compute/availabilitysets': ['compute', 'availabilitySets'],
};

type Json = Readonly<Record<string, unknown>>;

function isJson(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isReferenceTo(value: unknown, document: string): boolean {
  return isJson(value) && String(value['$ref']).includes(document);
}

/**
 * The schema without template expressions, which no answer holds, and with every object closed, so that a name Azure does
 * not know is an error. Extensions of virtual machines are in a document that is not here: they may be anything.
 */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(closed);
  }
  if (!isJson(schema)) {
    return schema;
  }
  if (isReferenceTo(schema, 'Compute.Extensions.json')) {
    return {};
  }
  const { oneOf, ...rest } = schema;
  const choices = Array.isArray(oneOf) ? oneOf.filter((each) => !isReferenceTo(each, 'common/definitions.json')) : [];
  const [only] = choices;
  if (choices.length === 1 && isJson(only)) {
    return closed({ ...rest, ...only });
  }
  const inner = Object.entries(rest).map(([key, value]) => [key, closed(value)] as const);
  const isOpen = schema['type'] === 'object' && isJson(schema['properties']) && !('additionalProperties' in schema);

  return {
    ...Object.fromEntries(inner),
    ...(choices.length > 0 && { oneOf: choices.map(closed) }),
    ...(isOpen && { additionalProperties: false }),
  };
}

/** One line for each disagreement of the resource with its schema: where, and what; array places are written `*`. */
export type Validate = (resource: ArmResource) => readonly string[];

/** Throws for a type without a definition only when asked about it: `hasDefinition` tells. */
export function hasDefinition(type: string): boolean {
  return type.toLowerCase() in definitions;
}

export function loadSchemas(): Validate {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  for (const [key, [file]] of Object.entries(files)) {
    // JSON.parse answers any; what is not a schema makes ajv throw.
    const {
      $schema: _draft,
      id: _id,
      ...schema
    }: Json = JSON.parse(readFileSync(new URL(file, schemasFolder), 'utf8'));
    ajv.addSchema({
      $id: key,
      ...Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, closed(part)])),
    });
  }

  return (resource) => {
    const [file, name] = definitions[resource.type.toLowerCase()] ?? ['', ''];
    const validate = ajv.getSchema(`${file}#/resourceDefinitions/${name}`);
    if (validate === undefined || file === '') {
      throw new Error(`No schema for ${resource.type}.`);
    }
    validate({ ...resource, type: canonicalType(validate.schema), apiVersion: files[file][1] });
    return (validate.errors ?? []).map((error) => describeError(resource, error));
  };
}

/** Answers spell types in several ways; the definition names one. */
function canonicalType(schema: unknown): unknown {
  const properties = isJson(schema) && isJson(schema['properties']) ? schema['properties'] : {};
  const type = isJson(properties['type']) ? properties['type']['enum'] : undefined;
  return Array.isArray(type) ? type[0] : undefined;
}

function describeError(resource: ArmResource, { instancePath, keyword, params }: ErrorObject): string {
  const path = instancePath.replace(/(userAssignedIdentities)\/[^/]+/, '$1/*').replaceAll(/\/\d+(?=\/|$)/g, '/*');
  if (keyword === 'additionalProperties') {
    return `${path}/${String(params['additionalProperty'])} is not in the schema`;
  }
  const value = instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (json, step) => (json !== null && typeof json === 'object' ? Reflect.get(json, step) : undefined),
      resource,
    );
  return value === null ? `${path} is null` : `${path} is ${String(value)}: ${keyword}`;
}
