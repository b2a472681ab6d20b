/** What Microsoft writes down, for an identity. Tenants may have another: every answer tells what is left of it. */
const queriesPerWindow = 15;
/** @see https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests */
export const windowMs = 5000;
/** How long after a query was sent the service may begin to count it; what takes longer is the answering. */
const longestWayMs = 250;

/** What an answer says of the quota. */
export interface QuotaTold {
  readonly left: number;
  readonly resetsAfterMs: number;
}

export interface GraphQuota {
  /**
   * Waits until one more query may be sent, in the order in which it is asked for, and counts that one.
   * @returns to be called when the service has answered it
   */
  take(): Promise<(told: QuotaTold | undefined) => void>;
  /** Nothing is sent for so long. */
  rest(ms: number): void;
}

/** A query that was sent. */
interface SentQuery {
  /** The moment from which it no longer counts. */
  until: number;
  /** How many counted when it was sent, itself among them. */
  readonly counted: number;
  /** How many were sent before it, in all. */
  readonly before: number;
  /** How many of those had no answer yet. */
  readonly inFlight: number;
}

interface Clock {
  readonly sleep: (ms: number) => Promise<unknown>;
  /** Milliseconds. */
  readonly now: () => number;
}

/** The quota where other processes share it: who may send is said by the turn that all of them wait for. */
export function sharedQuota(turn: () => Promise<void>, { sleep }: Pick<Clock, 'sleep'>): GraphQuota {
  const { rested, rest } = createRest(sleep);
  return {
    take: async () => {
      await rested();
      await turn();
      return (told) => {
        if (told?.left === 0) rest(told.resetsAfterMs);
      };
    },
    rest,
  };
}

/**
 * The quota where this process is alone with it. It counts what it sends, since an answer tells too late what those after it may do: no
 * more than 15 in any five seconds are refused by no window of five seconds, wherever that begins. What an answer says is left may be
 * sent beyond it, and where less is left than that leaves, others ask too.
 */
export function ownQuota({ sleep, now }: Clock): GraphQuota {
  const { rested, rest } = createRest(sleep);
  const sent: SentQuery[] = [];
  let sentInAll = 0;
  let inFlight = 0;
  let most = queriesPerWindow;
  /** What the service allows beyond `most`. */
  let spare = 0;
  let line: Promise<unknown> = Promise.resolve();
  let next = Promise.withResolvers<false>();

  function counted(): number {
    while (sent[0] !== undefined && sent[0].until <= now()) sent.shift();
    return sent.length;
  }

  async function waitForRoom(): Promise<void> {
    while (spare <= 0 && counted() >= most) {
      const [oldest] = sent;
      if (oldest === undefined) break;
      const isOver = await Promise.race([sleep(oldest.until - now()).then(() => true), next.promise]);
      if (isOver && sent[0] === oldest) sent.shift();
    }
    await rested();
  }

  function send(): (told: QuotaTold | undefined) => void {
    const query = {
      until: now() + longestWayMs + windowMs,
      counted: counted() + 1,
      before: sentInAll,
      inFlight,
    };
    sent.push(query);
    sentInAll += 1;
    inFlight += 1;
    spare -= 1;
    return (told) => {
      query.until = Math.min(query.until, now() + windowMs);
      inFlight -= 1;
      learn(query, told);
      next.resolve(false);
      next = Promise.withResolvers();
    };
  }

  function learn(query: SentQuery, told: QuotaTold | undefined): void {
    // Queries overtake each other: those under way when it was sent may be counted after it, as those sent since are.
    const uncounted = query.inFlight + (sentInAll - query.before - 1);
    spare = told === undefined ? 0 : told.left - uncounted;
    most = queriesPerWindow;
    if (told === undefined || Math.max(query.counted, counted()) + told.left >= queriesPerWindow) return;
    if (told.left > 0) most = counted() + told.left;
    else rest(told.resetsAfterMs);
  }

  return {
    take: () => {
      const mine = line.then(waitForRoom).then(send);
      line = mine;
      return mine;
    },
    rest,
  };
}

function createRest(sleep: Clock['sleep']) {
  let over: Promise<unknown> = Promise.resolve();
  return {
    rested: () => over,
    rest: (ms: number) => {
      if (ms > 0) over = Promise.all([over, sleep(ms)]);
    },
  };
}
