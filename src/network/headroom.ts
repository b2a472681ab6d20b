import { valueIfKnown } from '../model/fact.ts';
import type { Headroom, Limit } from '../model/report.ts';
import type { AllFacts } from './derived-facts.ts';
import { aksNodeLimit } from './headroom/aks-node-limit.ts';
import { podCidrLimit } from './headroom/pod-cidr.ts';
import { quotaLimits } from './headroom/quota.ts';
import { routeLimits } from './headroom/routes.ts';
import { subnetLimits } from './headroom/subnets.ts';
import { countNodes } from './node-pool.ts';

/**
 * How many nodes still fit, limit by limit, and the one that stops the next node first. Every number is null where the fact
 * behind it is not known; with one limit that is not, only how many fit at most.
 * @param routeLimit routes a route table holds, 400 unless the platform grants more
 */
export function headroom(facts: AllFacts, routeLimit: number): Headroom {
  const cluster = valueIfKnown(facts.managedCluster);
  if (cluster === undefined) {
    return {
      ...{ binding: null, nodesNow: null, nodesAtMax: null, surge: null, nodesLeft: null },
      ...{ atMost: null, notKnown: [], limits: [] },
    };
  }
  const nodes = countNodes(cluster.agentPoolProfiles);
  const limits = [
    ...routeLimits(cluster, facts, routeLimit),
    aksNodeLimit(cluster),
    podCidrLimit(cluster, valueIfKnown(facts.podCidrs)),
    ...subnetLimits(cluster, facts),
    ...quotaLimits(cluster, facts),
  ];
  const binding = bindingLimit(limits);
  const notKnown = [...new Set(limits.flatMap(({ name, nodesLeft }) => (nodesLeft === null ? [name] : [])))];
  return {
    binding: binding?.name ?? null,
    nodesNow: nodes.now ?? null,
    nodesAtMax: nodes.atMax ?? null,
    surge: nodes.surgeAtMax ?? null,
    // Whatever is not known, no limit can leave less than none.
    nodesLeft: notKnown.length === 0 || binding?.nodesLeft === 0 ? (binding?.nodesLeft ?? null) : null,
    atMost: binding?.nodesLeft ?? null,
    notKnown,
    limits,
  };
}

/** The known limit with the fewest nodes left; the first listed on a tie. */
function bindingLimit(limits: readonly Limit[]): Limit | undefined {
  return limits
    .filter(({ nodesLeft }) => nodesLeft !== null)
    .reduce<Limit | undefined>((least, each) => {
      return least === undefined || (each.nodesLeft ?? 0) < (least.nodesLeft ?? 0) ? each : least;
    }, undefined);
}
