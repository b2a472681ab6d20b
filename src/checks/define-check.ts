import type { Category, Severity } from '../model/finding.ts';
import type { Source } from '../model/source.ts';
import type { AllFacts, FactName, FactValue } from '../network/derived-facts.ts';
import type { Assessment } from './assessment.ts';

/** What a check may know beside facts: nothing that a clock, a file or the environment would have to be asked for. */
export interface CheckContext {
  readonly asOf: Date;
  /** Routes a route table holds. */
  readonly routeLimit: number;
}

/** How to mend what a check found. */
export interface FixTemplate {
  /** What to do and what it costs (reboots, windows, what cannot be undone), in a sentence or two. */
  readonly text: string;
  /**
   * Commands with placeholders: `{resourceGroup}`, `{cluster}`, `{subscription}`, `{nodeResourceGroup}` of the cluster, and any
   * parameter of the failing finding. A command is printed once for each distinct set of values; a placeholder nobody fills
   * stays as `<name>` for the reader to choose.
   */
  readonly commands: readonly string[];
}

/** Everything a check says about itself: report, `explain`, docs page and catalogue are made of it. */
export interface CheckMeta {
  /** Stable, never reused: reports and docs link to it. */
  readonly code: string;
  readonly category: Category;
  /** A sentence that is true when the check passes. */
  readonly title: string;
  /** The same, when it fails. */
  readonly failureTitle: string;
  /** Every severity a failing finding can have, worst first. */
  readonly severities: readonly [Severity, ...Severity[]];
  /** What an outcome counts as when the facts are missing; the worst of `severities` unless the check says less. */
  readonly severityWhenUnknown?: Severity;
  /** Whether a failure costs traffic today. */
  readonly live?: boolean;
  /** Whether its blocker is one only until somebody has looked: a waiver then says that somebody did. No other blocker can be waived. */
  readonly blockerUntilReviewed?: boolean;
  /** When it fails, with the boundary. */
  readonly condition: string;
  /** Why a reader should care. */
  readonly why: string;
  readonly fix: FixTemplate;
  readonly sources: readonly [Source, ...Source[]];
}

type Known<Need extends FactName> = { readonly [Name in Need]: FactValue<Name> };

/** One question about one cluster. `evaluate` is pure, and is called when every fact it needs is known, but for `failsWithout`. */
export interface Check<Need extends FactName = FactName> extends CheckMeta {
  readonly needs: readonly Need[];
  /**
   * Of those, the lists whose missing members could not make well what is found wrong in the others: with a part of such a list, or
   * none of it, the check is asked all the same, and only what fails is told.
   */
  readonly failsWithout?: readonly Need[];
  /** All facts beside the needed ones, for a check that can say more when it has them. */
  evaluate(facts: Known<Need>, context: CheckContext, all: AllFacts): Assessment;
}

/** Types `evaluate` from `needs`: a check sees the facts it declared. */
export function defineCheck<const Need extends FactName>(check: Check<Need>): Check<Need> {
  return check;
}
