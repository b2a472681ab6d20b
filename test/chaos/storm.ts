import type { FaultRule } from '../../simulated-azure/faults/fault-rule.ts';
import type { Dice } from './dice.ts';
import type { TableWeather } from './table-proxy.ts';
import type { QueueWeather } from './virtual-queue.ts';

/** What goes wrong in a seed, and how often. */
export interface Storm {
  readonly tables: TableWeather;
  readonly queue: QueueWeather;
  readonly azure: readonly FaultRule[];
  /** How often an order is the last of its worker's process, and within how many requests to storage it dies. */
  readonly killed: number;
  readonly killWithin: number;
  /** How often the receiver of alerts refuses. */
  readonly refused: number;
  /** How often, between two orders, every token expires, and storage is started anew. */
  readonly expired: number;
  readonly restarted: number;
  /** Each worker's clock against storage's, in milliseconds. */
  readonly clocks: readonly number[];
  readonly source: 'graph' | 'arm';
}

const workers = 3;

/** Nothing goes wrong. */
export const calm: Storm = {
  tables: { refused: 0, unheard: 0 },
  queue: { lost: 0, copied: 0 },
  azure: [],
  ...{ killed: 0, killWithin: 1, refused: 0, expired: 0, restarted: 0 },
  clocks: [0],
  source: 'graph',
};

/** Of every kind of trouble a part of the seeds has none, so that each is met alone too. */
export function stormOf(dice: Dice): Storm {
  const often = (most: number) => (dice.happens(0.4) ? 0 : (dice.below(100) / 100) * most);
  return {
    tables: { refused: often(0.03), unheard: often(0.03) },
    queue: { lost: often(0.3), copied: often(0.3) },
    azure: azureFaults(dice),
    killed: often(0.6),
    killWithin: 2 + dice.below(60),
    refused: often(0.7),
    expired: often(0.3),
    restarted: often(0.1),
    clocks: Array.from({ length: workers }, () => (dice.happens(0.5) ? 0 : (dice.below(240) - 120) * 1000)),
    source: dice.happens(0.5) ? 'graph' : 'arm',
  };
}

function azureFaults(dice: Dice): FaultRule[] {
  const effects: FaultRule['effect'][] = [
    { kind: 'status', status: 429, retryAfter: 1 },
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503 },
    { kind: 'cut' },
    { kind: 'truncatedJson' },
    { kind: 'html', status: 502 },
  ];
  return effects
    .filter(() => dice.happens(0.4))
    .map((effect) => ({ match: {}, probability: (1 + dice.below(10)) / 100, times: 1 + dice.below(6), effect }));
}
