import { z } from 'zod';
import { azureObject, maybe, text } from './lenient.ts';

/**
 * A recommendation of Azure Advisor: what tells a retirement notice from the others, and which resource it is about.
 * @see https://learn.microsoft.com/azure/advisor/advisor-how-to-plan-migration-workloads-service-retirement
 */
export const advisorRecommendation = azureObject({
  id: z.string(),
  resourceMetadata: maybe(azureObject({ resourceId: maybe(z.string()) })),
  extendedProperties: maybe(
    azureObject({
      recommendationSubCategory: maybe(z.string()),
      retirementFeatureName: maybe(text),
      retirementDate: maybe(text),
    }),
  ),
});
export type AdvisorRecommendation = z.infer<typeof advisorRecommendation>;
