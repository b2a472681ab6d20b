import { describe, expect, it } from 'vitest';
import type { ArmResource, Principal } from '../../simulated-azure/estate/estate.ts';
import { createArmClient } from '../../src/arm/arm-client.ts';
import { type ArmRead, resourceTypeOfRead } from '../../src/arm/arm-read.ts';
import { armReads } from '../../src/arm/arm-reads.ts';
import { AzureRequestError } from '../../src/arm/errors.ts';
import { countRequests } from '../../src/arm/request-counter.ts';
import { ownGroupId, parentResourceId } from '../../src/model/resource-id.ts';
import { anotherAuditor, sampleEstate, useTestAzure } from './audit-azure.ts';

const reads = Object.entries<ArmRead>(armReads);
const [subscription] = sampleEstate.subscriptions.map(({ subscriptionId }) => `/subscriptions/${subscriptionId}`);

/** What the sample has none of: a manager would write routes into its tables, and its clusters have Azure's own roles. */
const manager = `${subscription}/resourceGroups/rg-avnm/providers/Microsoft.Network/networkManagers/avnm`;
const ofManager = 'Microsoft.Network/networkManagers';
const routing = `${manager}/routingConfigurations/hub`;
const members = `${manager}/networkGroups/spokes`;
const beside = [
  aResource(
    'Microsoft.Authorization/roleDefinitions',
    `${subscription}/providers/Microsoft.Authorization/roleDefinitions/own`,
  ),
  aResource(ofManager, manager),
  aResource(`${ofManager}/routingConfigurations`, routing),
  aResource(`${ofManager}/routingConfigurations/ruleCollections`, `${routing}/ruleCollections/to-hub`),
  aResource(`${ofManager}/networkGroups`, members),
  aResource(`${ofManager}/networkGroups/staticMembers`, `${members}/staticMembers/one`),
];

function aResource(type: string, id: string): ArmResource {
  return { id, name: id.split('/').at(-1) ?? '', type, properties: {} };
}

const resources = [...sampleEstate.resources, ...beside];

const [group] = sampleEstate.managementGroups.map(({ name }) => name);
const ofGroup = { scope: `/providers/Microsoft.Management/managementGroups/${group}`, actions: ['*/read'] };

/** The sample's auditor once more, who may read a management group too, but nothing that takes these actions. */
function lackingActions(index: number, notActions: readonly string[]): Principal {
  const auditor = anotherAuditor(index, (grant) => ({ ...grant, notActions }));
  return { ...auditor, grants: [...auditor.grants, { ...ofGroup, notActions }] };
}

const reader = lackingActions(0, []);
/** By the name of a read. */
const lacking = new Map(reads.map(([name, { action }], index) => [name, lackingActions(index + 1, [action])]));
const azure = useTestAzure({
  ...sampleEstate,
  resources,
  principals: [reader, ...lacking.values()],
});

function aResourceOf(read: ArmRead): string {
  const type = resourceTypeOfRead(read).toLowerCase();
  const found = resources.find((each) => each.type.toLowerCase() === type);
  if (found === undefined) throw new Error(`The estate has no ${type}: what is not there can be read by nobody.`);
  return found.id;
}

function parentOf(read: ArmRead): string {
  switch (read.below) {
    case 'tenant':
      return group ?? '';
    case 'subscription':
      return subscription ?? '';
    case 'location':
      return `${subscription}/providers/Microsoft.Compute/locations/westeurope`;
    case 'resource': {
      const id = aResourceOf(read);
      if (!('list' in read)) return id;
      return resourceTypeOfRead(read).split('/').length === 2 ? ownGroupId(id) : parentResourceId(id);
    }
    default:
      return aResourceOf(armReads[read.below]);
  }
}

/** What a sign-in is answered: the status of the refusal, or 200. */
async function answered(read: ArmRead, principal?: Principal) {
  const client = createArmClient({ ...azure().connection(principal), counter: countRequests() });
  try {
    if (read === armReads.resourceGraph) await client.post(armReads.resourceGraph, { query: 'resources | take 1' });
    else if ('get' in read || ('path' in read && read.path === '{parent}')) await client.get(read, parentOf(read));
    else await client.list(read, parentOf(read));
    return 200;
  } catch (error) {
    if (error instanceof AzureRequestError) return `${error.status} ${error.code}`;
    throw error;
  }
}

describe.each(reads)('the simulated Azure, asked for %s', (name, read) => {
  it('serves it to whoever may read it', async () => {
    expect(await answered(read, reader), 'its type belongs in simulated-azure/arm/resource-types.ts').toBe(200);
  });

  it('refuses it without its permission', async () => {
    // Subscriptions, and queries over them, show what the caller may see: less, and no refusal.
    const isNeverRefused = read === armReads.subscriptions || read === armReads.resourceGraph;
    expect(await answered(read, lacking.get(name))).toBe(isNeverRefused ? 200 : '403 AuthorizationFailed');
  });
});
