import type { Answer, Received, Receiver } from './https-receiver.ts';
import { cardOf } from './teams-envelope.ts';

/** What a workflow has posted into its channel, and what it could not. */
export interface TeamsWorkflow {
  readonly posted: Record<string, unknown>[];
  /** Runs of the flow that failed after the sender had its 202. */
  readonly failedRuns: string[];
  /** Answers of 429. */
  throttled: number;
}

const requestsPerSecond = 4;

/**
 * Makes the receiver behave as Teams' workflows do: it answers 202 before it looks, posts only an envelope with a card that Teams
 * takes, and throttles above four requests a second of its clock.
 * @see https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using#rate-limiting-for-connectors
 */
export function asTeamsWorkflow(receiver: Receiver, nowMs: () => number): TeamsWorkflow {
  const workflow: TeamsWorkflow = { posted: [], failedRuns: [], throttled: 0 };
  let taken: number[] = [];
  receiver.answer = ({ body }: Received): Answer => {
    taken = taken.filter((time) => nowMs() - time < 1000);
    if (taken.length >= requestsPerSecond) {
      workflow.throttled += 1;
      return { status: 429, headers: { 'retry-after': '1' } };
    }
    taken.push(nowMs());
    setImmediate(() => {
      try {
        workflow.posted.push(cardOf(body));
      } catch (error) {
        workflow.failedRuns.push(String(error));
      }
    });
    return { status: 202 };
  };
  return workflow;
}
