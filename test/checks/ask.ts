import type { Check, CheckContext } from '../../src/checks/define-check.ts';
import { runCheck } from '../../src/checks/run-check.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { CheckOutcome } from '../../src/model/outcome.ts';
import type { FactName } from '../../src/network/derived-facts.ts';
import { aContext } from '../builders/check-context.ts';
import { clusterFacts, type FactOverrides } from '../builders/cluster-facts.ts';
import { aManagedCluster, type ManagedClusterOverrides } from '../builders/managed-cluster.ts';
import { expectSound } from './sound-outcome.ts';

/** Asks one check about the healthy cluster, changed by the overrides. */
export function ask(
  check: Check<FactName>,
  facts: FactOverrides = {},
  context: Partial<CheckContext> = {},
): CheckOutcome {
  const outcome = runCheck(check, clusterFacts(facts), aContext(context));
  expectSound(check, outcome);
  return outcome;
}

/** The same, where only the cluster's own resource differs. */
export function askCluster(check: Check<FactName>, overrides: ManagedClusterOverrides): CheckOutcome {
  return ask(check, { managedCluster: aManagedCluster(overrides) });
}

export function failing(outcome: CheckOutcome): Finding[] {
  return outcome.findings.filter(({ status }) => status === 'fail');
}

export function failingIds(outcome: CheckOutcome): string[] {
  return failing(outcome).map(({ resourceId }) => resourceId);
}

/** The commands of the fix without the comments that mark them, and without the sign-in of kubectl. */
export function plainCommands({ fix }: CheckOutcome): string[] {
  return fix.commands
    .map((command) => command.split('\n').at(-1) ?? '')
    .filter((command) => !command.startsWith('az aks get-credentials'));
}
