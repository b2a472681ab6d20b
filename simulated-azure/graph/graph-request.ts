import * as z from 'zod';

const queryOptions = z.object({
  $top: z.int().min(1).max(1000).optional(),
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
