import { takeOutOfList } from '../judge/advice.ts';
import type { IacFinding, Language } from '../judge/finding.ts';
import { isKubenet } from '../judge/judge-claim.ts';
import { plainFinding } from '../judge/plain-finding.ts';
import type { IacVerdict } from '../judge/verdict.ts';
import { memberAt } from '../value/member-at.ts';
import { textOf, unknown, type Value } from '../value/value.ts';
import { itemsIn, objectsIn, textsWithPlaces } from '../value/visit.ts';
import { conditionTruth, type Resolve } from './policy-condition.ts';
import { all, not, type Truth } from './truth.ts';

/** An Azure Policy, in whatever language it is written. */
export interface AzurePolicy {
  readonly rule: Value;
  /** Its parameters by their names; undefined where it has none. */
  readonly parameters: Value | undefined;
  readonly language: Language;
  readonly subject: string;
}

/** What an Azure Policy makes of kubenet: it hits it, takes it, or writes it. One that speaks of neither says nothing. */
export function policyFindings(policy: AzurePolicy): IacFinding[] {
  const written = writtenByPolicy(policy);
  if (written.length > 0) return written;
  const given = judged(policy, resolver(policy, 'defaultValue', 'allowedValues'));
  const possible = judged(policy, resolver(policy, 'allowedValues', 'defaultValue'));
  const more = possible.filter(
    ({ at, verdict }) => verdict === 'allows-kubenet' && !given.some((each) => isAt(each, at)),
  );
  return [...given, ...more];
}

function isAt({ at }: IacFinding, place: IacFinding['at']): boolean {
  return at.line === place.line && at.column === place.column;
}

/** `[parameters('name')]` as its default, or as the values that whoever assigns the policy may give. */
function resolver({ parameters }: AzurePolicy, ...members: readonly [string, string]): Resolve {
  return (value) => {
    const name = /^\[\[?parameters\('([^']+)'\)\]$/i.exec(textOf(value) ?? '')?.[1];
    if (name === undefined) return value;
    const parameter = memberAt(parameters, name);
    const given = members.map((member) => memberAt(parameter, member)).find((each) => each !== undefined);
    return given ?? unknown(`whoever assigns the policy gives ${name}`, value.at, 'caller');
  };
}

function judged(policy: AzurePolicy, resolve: Resolve): IacFinding[] {
  const condition = memberAt(policy.rule, 'if');
  if (condition === undefined) return [];
  const [kubenet, other] = ['kubenet', 'another'].map((plugin) => hits(policy.rule, condition, plugin, resolve));
  const effect = textOf(resolve(memberAt(policy.rule, 'then', 'effect') ?? condition)) ?? 'its effect';
  const texts = kubenetTexts(policy.rule, resolve);
  if (kubenet === undefined || other === undefined) return [];
  const say = (at: Value, verdict: IacVerdict, why: string, instead = '') =>
    plainFinding(at.at, verdict, policy.language, policy.subject, why, instead);
  if (kubenet.open !== undefined) return openFindings(texts[0] ?? pluginCondition(condition), kubenet.open, say);
  const [first] = texts;
  if (first === undefined) return [];
  if (kubenet.canHold || /^disabled$/i.test(effect))
    return [say(first, 'mention-only', `A policy (${effect}) that hits kubenet; it creates nothing.`)];
  if (!other.canHold) return [say(first, 'mention-only', 'A policy speaks of kubenet; it creates nothing.')];
  const why = `The policy (${effect}) takes kubenet as one of the values that it allows.`;
  return texts.map((text) => say(text, 'allows-kubenet', why, takeOutOfList));
}

type Say = (at: Value, verdict: IacVerdict, why: string, instead?: string) => IacFinding;

function openFindings(at: Value | undefined, open: string, say: Say): IacFinding[] {
  if (at === undefined) return [];
  const why = `Whether the policy allows kubenet could not be told: ${open}. Look up with which values it is assigned.`;
  return [say(at, 'unknown', why, 'Where it allows kubenet, take kubenet out of the list.')];
}

/** Whether the policy acts on a cluster: with an effect "… if not exists" only where what has to exist does not. */
function hits(rule: Value, condition: Value, plugin: string, resolve: Resolve): Truth {
  const own = conditionTruth(condition, { plugin }, resolve);
  const existence = memberAt(rule, 'then', 'details', 'existenceCondition');
  return existence === undefined ? own : all([own, not(conditionTruth(existence, { plugin }, resolve))]);
}

/** Where conditions compare with kubenet, in parameters too. */
function kubenetTexts(rule: Value, resolve: Resolve): Value[] {
  return [...objectsIn(rule)].flatMap((map) => {
    if (
      !/networkplugin$/i.test(textOf(map.get('field')) ?? '') &&
      !/networkplugin/i.test(textOf(map.get('value')) ?? '')
    )
      return [];
    return map.keys
      .flatMap((key) => map.get(key) ?? [])
      .flatMap((operand) => textsWithPlaces(resolve(operand)))
      .filter(isKubenet);
  });
}

function pluginCondition(condition: Value): Value | undefined {
  return [...objectsIn(condition)].find((map) => /networkplugin/i.test(textOf(map.get('field')) ?? ''));
}

/** Effects that set kubenet: `append` and `modify` by a field, `deployIfNotExists` by its template. */
function writtenByPolicy({ rule, language, subject }: AzurePolicy): IacFinding[] {
  const details = memberAt(rule, 'then', 'details');
  if (details === undefined) return [];
  const fields = [...itemsIn(details), ...itemsIn(memberAt(details, 'operations'))].flatMap((each) =>
    /networkplugin$/i.test(textOf(memberAt(each, 'field')) ?? '') ? (memberAt(each, 'value') ?? []) : [],
  );
  const members = [...objectsIn(details)].flatMap((map) => memberAt(map, 'networkPlugin') ?? []);
  return [...fields, ...members]
    .filter(isKubenet)
    .map(({ at }) =>
      plainFinding(
        at,
        'may-create-kubenet',
        language,
        subject,
        'The policy writes kubenet into clusters that it meets.',
        'Write azure here, and the mode overlay beside it, or take the policy away.',
      ),
    );
}
