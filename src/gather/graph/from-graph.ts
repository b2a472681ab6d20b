import { armReads } from '../../arm/arm-reads.ts';
import { isThrottled } from '../../arm/graph-pace.ts';
import { type Fact, known } from '../../model/fact.ts';
import { refused } from '../refused.ts';

const aboutTheService = 'the subscriptions asked for';

/** A query that fails is a fact not known, but for a quota that is spent: that is no answer, and the work is to be tried again. */
export async function fromGraph<T>(answer: () => Promise<T>): Promise<Fact<T>> {
  try {
    return known(await answer());
  } catch (error) {
    if (isThrottled(error)) throw error;
    return refused(armReads.resourceGraph, aboutTheService, error);
  }
}
