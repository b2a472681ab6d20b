import { z } from 'zod';
import type { ArmRead } from './arm-read.ts';

const recommendationSchema = z.object({
  recommendationTypeId: z.string(),
  shortDescription: z.object({ problem: z.string() }),
});

/**
 * The kinds of recommendations that Advisor knows: here those of which the estate has one.
 * @see https://learn.microsoft.com/rest/api/advisor/recommendation-metadata/list
 */
export function advisorMetadata({ state }: ArmRead): readonly Record<string, unknown>[] {
  const kinds = new Map<string, string>();
  for (const { properties } of state.index.list('Microsoft.Advisor/recommendations', '')) {
    const read = recommendationSchema.safeParse(properties);
    if (read.success) kinds.set(read.data.recommendationTypeId, read.data.shortDescription.problem);
  }
  return [
    {
      id: '/providers/Microsoft.Advisor/metadata/recommendationType',
      type: 'Microsoft.Advisor/metadata',
      name: 'recommendationType',
      properties: {
        displayName: 'Recommendation Type',
        dependsOn: ['category', 'impact'],
        applicableScenarios: ['Alerts'],
        supportedValues: [...kinds].map(([id, displayName]) => ({ id, displayName })),
      },
    },
  ];
}
