import { z } from 'zod';
import type { ArmClient } from '../../arm/arm-client.ts';
import { armReads } from '../../arm/arm-reads.ts';
import { AzureAnswerError, AzureRequestError } from '../../arm/errors.ts';
import type { SourceChoice } from '../../model/audit-engine.ts';
import { counted } from '../../words/words.ts';
import { describeError } from '../describe-error.ts';
import type { Diagnosis } from './diagnosis.ts';

const query = `resources
| where type =~ 'microsoft.containerservice/managedclusters'
| project id
| order by id asc`;

const answerSchema = z.object({ totalRecords: z.number() });

/** Clusters of a subscription that Resource Graph shows, or why it did not say. */
export type GraphCount =
  | { readonly answered: true; readonly clusters: number; readonly ms: number }
  | { readonly answered: false; readonly problem: string };

export async function countInGraph(client: ArmClient, subscriptionId: string, now: () => Date): Promise<GraphCount> {
  const options = { resultFormat: 'objectArray', $top: 1 };
  const before = now().getTime();
  try {
    const { body } = await client.post(armReads.resourceGraph, { query, subscriptions: [subscriptionId], options });
    const answer = answerSchema.safeParse(body);
    if (!answer.success) return { answered: false, problem: 'It answered in a form it does not document.' };
    return { answered: true, clusters: answer.data.totalRecords, ms: now().getTime() - before };
  } catch (error) {
    if (error instanceof AzureRequestError || error instanceof AzureAnswerError) {
      return { answered: false, problem: describeError(error) };
    }
    throw error;
  }
}

/** Without Resource Graph a scan by `auto` goes to Resource Manager; one by `graph` cannot start. */
export function judgeGraph(count: GraphCount, source: SourceChoice): Diagnosis {
  if (count.answered) return { level: 'ok', text: `Azure Resource Graph: answers, in ${count.ms} ms.` };
  return source === 'graph'
    ? { level: 'stop', text: `Azure Resource Graph: ${count.problem} Or scan with --source arm.` }
    : {
        level: 'note',
        text: `Azure Resource Graph: ${count.problem} A scan would read Resource Manager in its place.`,
      };
}

/** Whether Resource Graph shows the same clusters as Resource Manager: it drops what the identity cannot read without a word, and lags. */
export function judgeCounts(subscription: string, graph: number, arm: number): Diagnosis {
  if (graph === arm) {
    const text = `Resource Graph and Resource Manager agree: ${counted(arm, 'cluster')} in ${subscription}.`;
    return { level: 'ok', text };
  }
  return {
    level: 'warning',
    text: `Resource Graph shows ${counted(graph, 'cluster')} in ${subscription}, Resource Manager ${arm}: Resource Graph may be behind, or this role may not show it all; scan with --source arm until they agree.`,
  };
}
