import type { ServiceName } from '../wire/request-log.ts';
import { type FaultEffect, type FaultRule, faultRule } from './fault-rule.ts';
import { seededRandom } from './seeded-random.ts';

/** A request as rules see it. `query` is the text of a Resource Graph query. */
interface FaultTarget {
  readonly service: ServiceName;
  readonly method: string;
  readonly path: string;
  readonly query: string | null;
}

/** A fault that strikes; `memory` lasts as long as its rule. */
export interface Strike {
  readonly name: string;
  readonly effect: FaultEffect;
  readonly memory: { lastRow?: unknown };
}

/** The rules in force. */
export interface FaultRegistry {
  /** Throws with the reason when the rule is not a valid one. Returns what takes it away again. */
  add(rule: FaultRule): () => void;
  clear(): void;
  strike(target: FaultTarget): Strike | null;
}

interface Entry {
  readonly rule: ReturnType<typeof faultRule.parse>;
  readonly memory: { lastRow?: unknown };
  matched: number;
  struck: number;
}

/** Rules with their counters; probabilities come from `seed`, so that a run can be repeated. */
export function createFaultRegistry(seed: number): FaultRegistry {
  let entries: Entry[] = [];
  const random = seededRandom(seed);
  return {
    add(rule) {
      const entry: Entry = { rule: faultRule.parse(rule), memory: {}, matched: 0, struck: 0 };
      entries.push(entry);
      return () => {
        entries = entries.filter((each) => each !== entry);
      };
    },
    clear: () => {
      entries = [];
    },
    strike(target) {
      for (const entry of entries) {
        if (!isHit(entry, target, random)) continue;
        entry.struck += 1;
        return { name: entry.rule.name ?? entry.rule.effect.kind, effect: entry.rule.effect, memory: entry.memory };
      }
      return null;
    },
  };
}

function isHit(entry: Entry, target: FaultTarget, random: () => number): boolean {
  const { match, nth, probability, times } = entry.rule;
  if (match.service !== undefined && match.service !== target.service) return false;
  if (match.method !== undefined && match.method.toUpperCase() !== target.method) return false;
  if (match.path !== undefined && !new RegExp(match.path, 'i').test(target.path)) return false;
  if (match.table !== undefined && !new RegExp(`\\b${match.table}\\b`, 'i').test(target.query ?? '')) return false;
  entry.matched += 1;
  if (times !== undefined && entry.struck >= times) return false;
  if (nth !== undefined && ![nth].flat().includes(entry.matched)) return false;
  return probability === undefined || random() < probability;
}
