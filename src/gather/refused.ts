import type { ArmRead } from '../arm/arm-read.ts';
import { AzureAnswerError, AzureRequestError, NotInFolderError } from '../arm/errors.ts';
import { type Fact, known, notKnown, type UnknownFact } from '../model/fact.ts';

/**
 * Turns the trouble a read may expect into a fact that is not known; anything else (no sign-in, a defect of ours) goes on up.
 * @param about the resource the read is for
 */
export async function readFact<T>(read: ArmRead, about: string, answer: () => Promise<T>): Promise<Fact<T>> {
  try {
    return known(await answer());
  } catch (error) {
    return refused(read, about, error);
  }
}

/** What failed, on what, and what to do, in a sentence. */
export function refused(read: ArmRead, about: string, error: unknown): UnknownFact {
  if (error instanceof NotInFolderError) return notKnown(error.message);
  if (error instanceof AzureAnswerError) return notKnown(`Reading ${error.path} failed: ${error.message}`);
  if (!(error instanceof AzureRequestError)) throw error;
  if (error.status === 403) {
    return notKnown(`403 ${error.code}: the identity lacks ${read.action} on ${about}; grant it a role that has it.`);
  }
  if (error.status === 404) return notKnown(`404 ${error.code}: ${about} was not found by ${read.action}.`);
  return notKnown(`Reading ${error.path} failed: ${error.message}`);
}
