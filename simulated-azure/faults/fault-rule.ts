import * as z from 'zod';

const match = z.strictObject({
  /** `arm` and `graph` share an address; the latter is the POST to Microsoft.ResourceGraph. */
  service: z.enum(['arm', 'graph', 'entra', 'identity', 'kubernetes']).optional(),
  method: z.string().optional(),
  /** Regular expression on path and query as sent, without regard to case. */
  path: z.string().optional(),
  /** A table's name as a word in the text of a Resource Graph query. */
  table: z.string().optional(),
});

const effect = z.discriminatedUnion('kind', [
  /** `json` wins over `code` and `message`; `retryAfter` in seconds, left out: no header. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(200).max(599),
    code: z.string().optional(),
    message: z.string().optional(),
    json: z.unknown().optional(),
    retryAfter: z.number().optional(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  /** The connection ends in the middle of the body. */
  z.strictObject({ kind: z.literal('cut') }),
  /** No answer until the client gives up. */
  z.strictObject({ kind: z.literal('hang') }),
  z.strictObject({ kind: z.literal('slow'), delayMs: z.number().min(0) }),
  /** A gateway's or a captive portal's page in place of JSON. */
  z.strictObject({ kind: z.literal('html'), status: z.int().optional() }),
  /** Half of the JSON, and an orderly end of the body. */
  z.strictObject({ kind: z.literal('truncatedJson') }),
  /** An empty page whose `nextLink` or `$skipToken` leads to the real one. Without `times` it never gets there. */
  z.strictObject({ kind: z.literal('emptyPage') }),
  /** `nextLink` leads to another host. */
  z.strictObject({ kind: z.literal('foreignNextLink'), host: z.string() }),
  /** `nextLink` or `$skipToken` leads to this same page. */
  z.strictObject({ kind: z.literal('repeatedNextLink') }),
  /** 400, as for a token that has expired. Match a path with `skiptoken` to strike only continued lists. */
  z.strictObject({ kind: z.literal('expiredSkipToken') }),
  /** Resource Graph: rows are cut, `resultTruncated` is 'true', and there is no token. */
  z.strictObject({ kind: z.literal('resultTruncated') }),
  /** These bodies in place of the ones with the same ids. */
  z.strictObject({ kind: z.literal('oldBody'), resources: z.array(z.looseObject({ id: z.string() })) }),
  /** The last row of the previous page comes again at the head of this one. */
  z.strictObject({ kind: z.literal('duplicateRows') }),
  /** Resource Graph loses a subscription without a word. */
  z.strictObject({ kind: z.literal('dropSubscription'), subscriptionId: z.string() }),
]);

/** What strikes which requests. Of several rules that match, the one added first and not yet used up strikes. */
export const faultRule = z.strictObject({
  /** Appears in the request log. */
  name: z.string().optional(),
  match: match.default({}),
  /** Strikes only the nth request that matches (from 1), or those listed. */
  nth: z.union([z.int().min(1), z.array(z.int().min(1))]).optional(),
  /** Strikes with this probability, by the seeded generator. */
  probability: z.number().min(0).max(1).optional(),
  /** Strikes so many times and then no more. */
  times: z.int().min(1).optional(),
  effect,
});

export type FaultRule = z.input<typeof faultRule>;
export type FaultEffect = z.output<typeof effect>;
