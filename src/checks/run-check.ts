import { partOf, wasNotAsked } from '../model/fact.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import type { AllFacts, FactName } from '../network/derived-facts.ts';
import { withGaps } from './assess-each.ts';
import type { Assessment } from './assessment.ts';
import { checkOutcome, unjudged } from './check-outcome.ts';
import { clusterParameters } from './cluster-parameters.ts';
import type { Check, CheckContext } from './define-check.ts';
import type { CommandParameters } from './render-command.ts';

/**
 * Asks one check about one cluster. Nobody asked for a fact it needs: `notRun`. A fact it needs is not known: `unknown`, with the
 * fact's own reason, unless what was read fails already. The check threw: `error`, and every other check still runs.
 * @param parameters the same for all checks of a cluster, so that whoever asks many makes them once
 */
export function runCheck(
  check: Check<FactName>,
  facts: AllFacts,
  context: CheckContext,
  parameters: CommandParameters = clusterParameters(facts),
): CheckOutcome {
  const missing = check.needs.filter((name) => !facts[name].known);
  const notAsked = missing.map((name) => facts[name]).find(wasNotAsked);
  if (notAsked?.known === false) return unjudged(check, 'notRun', notAsked.reason);
  try {
    const assessment =
      missing.length === 0
        ? check.evaluate(knownFacts(check, facts), context, facts)
        : assessWithout(missing, check, facts, context);
    return checkOutcome(check, assessment, parameters);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return unjudged(
      check,
      'error',
      `${check.code} could not judge this cluster, which is a defect of kubenet-audit: ${message}`,
    );
  }
}

function assessWithout(
  missing: readonly FactName[],
  check: Check<FactName>,
  facts: AllFacts,
  context: CheckContext,
): Assessment {
  const reasons = [...new Set(missing.flatMap((name) => reasonOf(facts, name)))];
  const canFail = missing.every((name) => check.failsWithout?.includes(name) === true);
  if (!canFail) return { status: 'unknown', reason: reasons.join(' ') };
  const assessment = check.evaluate(knownFacts(check, facts), context, facts);
  if (assessment.status !== 'assessed') return { status: 'unknown', reason: reasons.join(' ') };
  const judgements = assessment.judgements.filter(({ status }) => status === 'fail');
  return judgements.length === 0
    ? { status: 'unknown', reason: reasons.join(' ') }
    : withGaps({ ...assessment, judgements }, reasons);
}

function reasonOf(facts: AllFacts, name: FactName): string[] {
  const fact = facts[name];
  return fact.known ? [] : [fact.reason];
}

type KnownFacts = Parameters<Check<FactName>['evaluate']>[0];

function knownFacts(check: Check<FactName>, facts: AllFacts): KnownFacts {
  const values: Partial<Record<FactName, unknown>> = {};
  // Only lists are in `failsWithout`: of one that nothing was read of, there is nothing to find wrong.
  for (const name of check.needs) values[name] = partOf<unknown>(facts[name]) ?? [];
  // The one border where the compiler cannot follow: every needed fact was found known, or may be a part; a check sees no other.
  return values as KnownFacts;
}
