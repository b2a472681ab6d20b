import { z } from 'zod';
import { type ReportFilter, verdicts } from '../../model/report.ts';

/** Query parameters that choose clusters; each may be repeated. */
export const clusterFilterShape = {
  subscription: z.array(z.guid().toLowerCase()).max(1000).default([]).meta({ description: 'Ids of subscriptions.' }),
  verdict: z.array(z.enum(verdicts)).max(verdicts.length).default([]).meta({ description: 'Verdicts.' }),
  tag: z
    .array(
      z
        .string()
        .max(800)
        .regex(/^[^=]+=/, 'not name=value'),
    )
    .max(50)
    .default([])
    .meta({ description: 'Tags as name=value; a cluster carries all of them.' }),
};

export function toFilter(query: {
  subscription: string[];
  verdict: ReportFilter['verdicts'];
  tag: string[];
}): ReportFilter {
  const tags = query.tag.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
  return { subscriptionIds: query.subscription, verdicts: query.verdict, tags: Object.fromEntries(tags) };
}
