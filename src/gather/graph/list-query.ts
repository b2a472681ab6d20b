import { type ArmRead, typeOfItems } from '../../arm/arm-read.ts';

const subscriptions = "resourcecontainers | where type =~ 'microsoft.resources/subscriptions'";

/**
 * The query for a list of whole subscriptions, which shows the subscriptions themselves beside: one without items is not one that is
 * hidden. Resource Graph unites `resourcecontainers` with `resources` alone; every other table is joined to it. Undefined for a list
 * that it does not take over.
 * @see https://learn.microsoft.com/azure/governance/resource-graph/concepts/query-language
 */
export function listQuery(read: ArmRead): string | undefined {
  const { graph } = read.items ?? {};
  if (graph === undefined) return undefined;
  const { table, where, properties = 'properties' } = graph;
  const rows = [table, `where type =~ '${typeOfItems(read)}'`, ...(where === undefined ? [] : [`where ${where}`])];
  const query =
    table === 'resources'
      ? [...rows, `union (${subscriptions} | project id)`]
      : [
          subscriptions,
          'project id, subscriptionId',
          `join kind=leftouter (${[...rows, `project subscriptionId, itemId = id, properties = ${properties}`].join(' | ')}) on subscriptionId`,
          'project id = iff(isempty(itemId), id, itemId), properties',
        ];
  return [...query, 'order by id asc'].join('\n| ');
}
