import type { EndpointAnswer } from '../../arm/probe-endpoint.ts';
import type { Diagnosis } from './diagnosis.ts';

/** What an endpoint answered, in how many milliseconds, and when: half-way between question and answer. */
export interface Reach {
  readonly answer: EndpointAnswer;
  readonly ms: number;
  readonly at: Date;
}

export async function timeAnswer(now: () => Date, ask: () => Promise<EndpointAnswer>): Promise<Reach> {
  const before = now().getTime();
  const answer = await ask();
  const ms = now().getTime() - before;
  return { answer, ms, at: new Date(before + ms / 2) };
}

/** @param unreached what it means when nothing answers */
export function judgeReach(
  service: string,
  address: string,
  { answer, ms }: Reach,
  unreached: 'warning' | 'stop',
): Diagnosis {
  if (!answer.reached) {
    return {
      level: unreached,
      text: `${service}: ${address} does not answer (${answer.problem}); check the network, the proxy and the certificates.`,
    };
  }
  if (answer.status >= 500) {
    return {
      level: 'warning',
      text: `${service}: ${address} answers ${answer.status}, after ${ms} ms; try again later.`,
    };
  }
  return { level: 'ok', text: `${service}: ${address} answers, in ${ms} ms.` };
}
