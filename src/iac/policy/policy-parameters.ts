import { takeOutOfList } from '../judge/advice.ts';
import type { IacFinding, Language } from '../judge/finding.ts';
import { isKubenet } from '../judge/judge-claim.ts';
import { plainFinding } from '../judge/plain-finding.ts';
import { isPluginList } from '../judge/plugin-name.ts';
import type { IacVerdict } from '../judge/verdict.ts';
import { memberAt } from '../value/member-at.ts';
import type { Value } from '../value/value.ts';
import { entriesIn, itemsIn, textsIn } from '../value/visit.ts';

/**
 * Lists of network plugins that a policy is assigned with: Azure Policy's assignments, Gatekeeper's constraints. Whether it takes or refuses
 * what is listed only its definition knows; the parameter's name tells in most.
 */
export function parameterFindings(parameters: Value | undefined, language: Language, subject: string): IacFinding[] {
  return entriesIn(parameters).flatMap(([name, given]) => {
    const list = memberAt(given, 'value') ?? given;
    if (!isPluginList(textsIn(list))) return [];
    const { verdict, why, instead } = meaningOf(name);
    return itemsIn(list)
      .filter(isKubenet)
      .map(({ at }) => plainFinding(at, verdict, language, subject, why, instead));
  });
}

function meaningOf(name: string): { readonly verdict: IacVerdict; readonly why: string; readonly instead: string } {
  if (/den(y|ied)|disallow|forbid|block|exclu|prohibit|not[-_]?allow|unsupported/i.test(name))
    return { verdict: 'mention-only', why: `The policy refuses what ${name} lists; it creates nothing.`, instead: '' };
  if (/allow|permit|accept|approv|support|valid/i.test(name))
    return {
      verdict: 'allows-kubenet',
      why: `The policy is given kubenet as one of the values that it allows (${name}).`,
      instead: takeOutOfList,
    };
  return {
    verdict: 'unknown',
    why: `Whether the policy allows or refuses what ${name} lists only its definition tells: look it up.`,
    instead: 'Where it allows kubenet, take kubenet out of the list.',
  };
}
