import type { EstateDraft } from '../build/draft.ts';
import type { ComputeUsage } from '../estate.ts';
import { vmFamilies, vmSize } from '../vm-sizes.ts';

/** Enough for every surge in the estate: only a limit that a situation sets is ever short. */
const generousLimit = 12_000;

interface Usage {
  readonly subscriptionId: string;
  readonly location: string;
  readonly vcpusByFamily: Map<string, number>;
  machines: number;
  spotVcpus: number;
}

/** Rows of every subscription and location that has a machine; stopped machines hold their quota too. */
export function computeUsages(draft: EstateDraft): readonly ComputeUsage[] {
  return [...countMachines(draft).values()].flatMap((usage) => rowsOf(draft, usage));
}

function countMachines(draft: EstateDraft): Map<string, Usage> {
  const usages = new Map<string, Usage>();
  for (const { subscriptionId, location, pools } of draft.clusters) {
    const key = `${subscriptionId}/${location}`;
    const usage = usages.get(key) ?? { subscriptionId, location, vcpusByFamily: new Map(), machines: 0, spotVcpus: 0 };
    usages.set(key, usage);
    for (const { spec, nodes } of pools) {
      const { family, vcpus } = vmSize(spec.vmSize ?? 'Standard_D4s_v5');
      const used = vcpus * nodes.length;
      usage.machines += nodes.length;
      if (spec.spot) {
        usage.spotVcpus += used;
      } else {
        usage.vcpusByFamily.set(family, (usage.vcpusByFamily.get(family) ?? 0) + used);
      }
    }
  }
  return usages;
}

function rowsOf(draft: EstateDraft, usage: Usage): readonly ComputeUsage[] {
  const { subscriptionId, location } = usage;
  const limitOf = (family: string): number =>
    draft.quotas.find(
      (quota) => quota.subscriptionId === subscriptionId && quota.location === location && quota.family === family,
    )?.limit ?? generousLimit;
  const row = (value: string, localizedValue: string, currentValue: number): ComputeUsage => ({
    subscriptionId,
    location,
    name: { value, localizedValue },
    currentValue,
    limit: limitOf(value),
    unit: 'Count',
  });
  const regular = [...usage.vcpusByFamily.values()].reduce((sum, vcpus) => sum + vcpus, 0);

  return [
    row('virtualMachines', 'Virtual Machines', usage.machines),
    row('cores', 'Total Regional vCPUs', regular),
    row('lowPriorityCores', 'Total Regional Spot vCPUs', usage.spotVcpus),
    ...vmFamilies().map(({ family, localizedFamily }) =>
      row(family, localizedFamily, usage.vcpusByFamily.get(family) ?? 0),
    ),
  ];
}
