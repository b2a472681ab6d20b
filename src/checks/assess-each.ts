import { type Assessment, assessed, type Judgement, unknown } from './assessment.ts';

/** A resource that could not be judged, and why. */
export interface Gap {
  readonly gap: string;
}

export function cannotTell(reason: string): Gap {
  return { gap: reason };
}

/** Adds what could not be told, which only a failure can stand beside. */
export function withGaps(assessment: Assessment, gaps: readonly string[]): Assessment {
  return assessment.status !== 'assessed' || gaps.length === 0
    ? assessment
    : { ...assessment, gaps: [...new Set([...(assessment.gaps ?? []), ...gaps])] };
}

/** A failure stands whatever else could not be told, and that is told with it; without one, a single gap makes the whole answer `unknown`. */
export function assessEach(answers: readonly (Judgement | Gap)[]): Assessment {
  const judgements = answers.filter((answer) => 'status' in answer);
  const gaps = answers.flatMap((answer) => ('gap' in answer ? [answer.gap] : []));
  if (gaps.length > 0 && judgements.every(({ status }) => status === 'pass')) return unknown(gaps.join(' '));
  return withGaps(assessed(judgements), gaps);
}
