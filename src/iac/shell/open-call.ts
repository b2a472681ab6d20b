import type { IacFinding } from '../judge/finding.ts';
import { plainFinding } from '../judge/plain-finding.ts';
import { options, type UnknownValue, type Value } from '../value/value.ts';
import type { Invocation } from './invocation.ts';
import { runBy } from './launchers.ts';

/** What a script has to speak of, so that a call of `az` of which nothing is known may make a cluster. */
const speaksOfClusters = /\baks['"]?[\s,]+['"]?create\b|kubenet|network[-_]?plugin/i;

/**
 * Calls of `az` whose words are wholly unknown (`az "$@"`, `Start-Process az -ArgumentList $arguments`), in scripts that speak of making
 * clusters: elsewhere they are wrappers for whatever else there is.
 */
export function openCallFindings(invocation: Invocation, script: string): IacFinding[] {
  if (!speaksOfClusters.test(script)) return [];
  return runBy(invocation, (name) => name === 'az').flatMap(({ name, args, language, at }) => {
    const open = name === 'az' ? openWord(args[0]) : undefined;
    if (open === undefined) return [];
    const why = `Which command az runs here could not be told: ${open.reason}. The script speaks of clusters elsewhere, and it can be "az aks create".`;
    const instead =
      'Look up with which words it is called; where that is "aks create", give the plugin azure and the mode overlay.';
    return [plainFinding(at, 'unknown', language, 'az', why, instead)];
  });
}

/** The command group, where nothing of it is known. */
function openWord(group: Value | undefined): UnknownValue | undefined {
  if (group === undefined) return undefined;
  const open = options(group).find(({ value }) => value.kind === 'unknown')?.value;
  return open?.kind === 'unknown' && (open.pieces?.[0] ?? '') === '' ? open : undefined;
}
