import { type Assessment, assessed, type Judgement, unknown } from './assessment.ts';

/** A resource that could not be judged, and why. */
export interface Gap {
  readonly gap: string;
}

export function cannotTell(reason: string): Gap {
  return { gap: reason };
}

/** A failure stands whatever else could not be told; without one, a single gap makes the whole answer `unknown`. */
export function assessEach(answers: readonly (Judgement | Gap)[]): Assessment {
  const judgements = answers.filter((answer) => 'status' in answer);
  const gaps = answers.flatMap((answer) => ('gap' in answer ? [answer.gap] : []));
  if (gaps.length > 0 && judgements.every(({ status }) => status === 'pass')) return unknown(gaps.join(' '));
  return assessed(judgements);
}
