import * as z from 'zod';

/** The service gives a thousand rows at most, and takes a larger wish for that. */
const largestPage = 1000;

const queryOptions = z.object({
  $top: z
    .int()
    .min(1)
    .transform((top) => Math.min(top, largestPage))
    .optional(),
  $skip: z.int().min(0).optional(),
  $skipToken: z.string().optional(),
  resultFormat: z.enum(['objectArray', 'table']).optional(),
  allowPartialScopes: z.boolean().optional(),
  authorizationScopeFilter: z
    .enum(['AtScopeAndBelow', 'AtScopeAndAbove', 'AtScopeExact', 'AtScopeAboveAndBelow'])
    .optional(),
});

/** The body of `POST /providers/Microsoft.ResourceGraph/resources`, as API version 2024-04-01 has it. */
export const graphRequest = z.object({
  query: z.string().min(1),
  subscriptions: z
    .array(z.string())
    .nullish()
    .transform((value) => value ?? undefined),
  managementGroups: z
    .array(z.string())
    .nullish()
    .transform((value) => value ?? undefined),
  options: queryOptions.nullish().transform((value) => value ?? {}),
});

export type GraphRequest = z.infer<typeof graphRequest>;
