import type { Fact } from '../model/fact.ts';
import type { Confidence, Evidence, Severity } from '../model/finding.ts';

/** A check's answer for one resource, before the outcome fills in what the check itself knows. */
export interface Judgement {
  readonly resourceId: string;
  readonly status: 'pass' | 'fail';
  readonly message: string;
  /** The check's worst severity where not given. */
  readonly severity?: Severity;
  /** `measured` where not given. */
  readonly confidence?: Confidence;
  readonly evidence?: Evidence;
  /** Values for the placeholders of the check's commands. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Those of the check's commands that mend this finding; all of them where not given. */
  readonly commands?: readonly string[];
}

export type Assessment =
  /** `gaps`: what could not be told beside, and why. */
  | { readonly status: 'assessed'; readonly judgements: readonly Judgement[]; readonly gaps?: readonly string[] }
  | { readonly status: 'notApplicable' | 'unknown' | 'notRun'; readonly reason: string };

type Details = Omit<Judgement, 'resourceId' | 'status' | 'message'>;

export function pass(resourceId: string, message: string, details: Details = {}): Judgement {
  return { resourceId, status: 'pass', message, ...details };
}

export function fail(resourceId: string, message: string, details: Details = {}): Judgement {
  return { resourceId, status: 'fail', message, ...details };
}

/** Fails when one judgement fails. No judgement at all is `unknown`: an empty list is not a pass. */
export function assessed(judgements: readonly Judgement[]): Assessment {
  return judgements.length > 0
    ? { status: 'assessed', judgements }
    : unknown('There was nothing to look at: what was read lists none.');
}

export function notApplicable(reason: string): Assessment {
  return { status: 'notApplicable', reason };
}

export function unknown(reason: string): Assessment {
  return { status: 'unknown', reason };
}

/** What the check says of the fact, or of the part of it that was read; `unknown` with the fact's reason where nothing was. */
export function given<T>(fact: Fact<T>, assess: (value: T) => Assessment): Assessment {
  if (fact.known) return assess(fact.value);
  return fact.part === undefined ? unknown(fact.reason) : assess(fact.part);
}

/** For a check that answers a part of its question from Azure, and the rest from facts that nobody asked for. */
export function notRun(reason: string): Assessment {
  return { status: 'notRun', reason };
}
