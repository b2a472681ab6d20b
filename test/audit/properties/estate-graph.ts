import { indexEstate } from '../../../simulated-azure/arm/estate-index.ts';
import type { Estate } from '../../../simulated-azure/estate/estate.ts';
import { graphTablesOf } from '../../../simulated-azure/graph/graph-tables.ts';
import { runKusto } from '../../../simulated-azure/graph/run-kusto.ts';
import type { ResourceGraph } from '../../../src/arm/resource-graph.ts';

/** Resource Graph over the estate without HTTP, sign-in, paging or quota. Everything may be read. */
export function estateGraph(estate: Estate, now: Date): ResourceGraph {
  const tables = graphTablesOf(indexEstate(estate), new Map())();
  const query = (text: string, subscriptionIds: readonly string[]) => {
    const scope = new Set(subscriptionIds.map((id) => id.toLowerCase()));
    const visible = (name: string) =>
      tables
        .get(name.toLowerCase())
        ?.filter(({ subscriptionId }) => scope.has(subscriptionId))
        .map(({ row }) => row);
    return runKusto(text, visible, now).rows;
  };
  return {
    query: async (text, subscriptionIds) => query(text, subscriptionIds),
    queryAs: async (text, subscriptionIds, read) => query(text, subscriptionIds).map(read),
  };
}
