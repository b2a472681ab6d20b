import { checkOutcome, unjudged } from '../checks/check-outcome.ts';
import { clusterParameters } from '../checks/cluster-parameters.ts';
import type { Check, CheckContext } from '../checks/define-check.ts';
import type { ClusterFacts, FactName } from '../model/cluster-facts.ts';
import { wasNotAsked } from '../model/fact.ts';
import type { CheckOutcome } from '../model/outcome.ts';

/**
 * Asks one check about one cluster. Nobody asked for a fact it needs: `notRun`. A fact it needs is not known: `unknown`, with the
 * fact's own reason. The check threw: `error`, and every other check still runs.
 */
export function runCheck(check: Check<FactName>, facts: ClusterFacts, context: CheckContext): CheckOutcome {
  const notAsked = check.needs.map((name) => facts[name]).find(wasNotAsked);
  if (notAsked?.known === false) return unjudged(check, 'notRun', notAsked.reason);
  const reasons = missingReasons(check, facts);
  if (reasons.length > 0) return unjudged(check, 'unknown', reasons.join(' '));
  try {
    return checkOutcome(check, check.evaluate(knownFacts(check, facts), context, facts), clusterParameters(facts));
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return unjudged(
      check,
      'error',
      `${check.code} could not judge this cluster, which is a defect of kubenet-audit: ${message}`,
    );
  }
}

function missingReasons(check: Check<FactName>, facts: ClusterFacts): string[] {
  const needed = check.needs.map((name) => facts[name]);
  return [...new Set(needed.flatMap((fact) => (fact.known ? [] : [fact.reason])))];
}

type KnownFacts = Parameters<Check<FactName>['evaluate']>[0];

function knownFacts(check: Check<FactName>, facts: ClusterFacts): KnownFacts {
  const values = check.needs.map((name) => {
    const fact = facts[name];
    return [name, fact.known ? fact.value : undefined];
  });
  // The one border where the compiler cannot follow: every needed fact was found known, and a check sees no other.
  return Object.fromEntries(values) as KnownFacts;
}
