import { buildSampleEstate } from '../../simulated-azure/estate/sample.ts';
import { type SourceOfWorld, type WorldAudit, worldAudit } from './audit-world.ts';
import { type Case, type Fault, faultsOf, type Resting, rememberedResting } from './find-faults.ts';
import { itemsOf } from './kinds.ts';
import { valuesIn } from './rests-on.ts';
import { allWorlds } from './rich-worlds.ts';
import type { World } from './world.ts';

const asOf = new Date('2026-11-22T06:00:00Z');

export const worlds = allWorlds(buildSampleEstate({ seed: 'contoso', asOf: asOf.toISOString() }));
const values = valuesIn(worlds.flatMap(itemsOf));

/** Asks what reads better without one property. Each world is audited once as it is, whatever is asked of it. */
export function examiner(source: SourceOfWorld): (each: Case) => Promise<readonly Fault[]> {
  const audits = new Map<World, Promise<{ readonly audit: WorldAudit; readonly resting: Resting }>>();
  const open = async (world: World) => {
    const audit = await worldAudit(world, source, asOf);
    return { audit, resting: rememberedResting(audit, values) };
  };
  return async (each) => {
    const opened = audits.get(each.world) ?? open(each.world);
    audits.set(each.world, opened);
    const { audit, resting } = await opened;
    return faultsOf(each, audit, resting);
  };
}

/** `routetables routes[].name, deleted in aks-shop: RT-005, fail medium → pass: …`. */
export function inWords({ kind, path, way, cluster, what, from, to }: Fault): string {
  return `${kind} ${path}, ${way}, ${cluster}: ${what}, ${from} → ${to}`;
}
