import type { IacFinding } from '../judge/finding.ts';
import { isKubenet } from '../judge/judge-claim.ts';
import { plainFinding } from '../judge/plain-finding.ts';
import type { IacVerdict } from '../judge/verdict.ts';
import type { SourceText } from '../text/place.ts';
import { memberAt } from '../value/member-at.ts';
import { type ObjectValue, type ScalarValue, textOf, type Value } from '../value/value.ts';
import { entriesIn, itemsIn, objectsIn, textsWithPlaces } from '../value/visit.ts';
import { parameterFindings } from './policy-parameters.ts';

/** Whether a manifest is a policy about other manifests: of Kyverno, Gatekeeper, or Kubernetes itself. */
export function isAdmissionPolicy(apiVersion: string): boolean {
  return /^((policies\.)?kyverno\.io|(templates|constraints|mutations)\.gatekeeper\.sh|admissionregistration\.k8s\.io)\//.test(
    apiVersion,
  );
}

/** What a policy about the manifests of clusters (Cluster API, Azure Service Operator, Crossplane) makes of kubenet. */
export function admissionFindings(manifest: ObjectValue): IacFinding[] {
  const kind = textOf(manifest.get('kind')) ?? '';
  const subject = `${kind} ${textOf(memberAt(manifest, 'metadata', 'name')) ?? ''}`.trim();
  const spec = manifest.get('spec');
  const all = [...objectsIn(spec ?? manifest)].flatMap((map) => [
    ...patterns(map),
    ...condition(map),
    ...expressions(map),
    ...mutations(map),
  ]);
  return [
    ...all.map((each) => asFinding(each, subject)),
    ...parameterFindings(memberAt(spec, 'parameters'), 'data', subject),
  ];
}

interface Said extends Pick<IacFinding, 'at' | 'why' | 'instead'> {
  readonly verdict: IacVerdict;
}

function asFinding({ at, verdict, why, instead }: Said, subject: string): IacFinding {
  return plainFinding(at, verdict, 'data', subject, why, instead);
}

const takeOut = 'Take kubenet out of what the policy allows, so that nobody can ask for it.';
const refused = 'The policy refuses kubenet; it creates nothing.';
const allowed = 'The policy takes kubenet as one of the values that it allows.';

function said(at: Said['at'], verdict: IacVerdict, why: string): Said {
  return { at, verdict, why, instead: verdict === 'allows-kubenet' ? takeOut : '' };
}

const hasPlugin = /network_?plugin\b/i;

/** Kyverno's `pattern`: `azure | kubenet` allows both, `!kubenet` everything else. */
function patterns(map: ObjectValue): Said[] {
  return [map.get('pattern'), ...itemsIn(map.get('anyPattern'))].flatMap((pattern) =>
    pattern === undefined
      ? []
      : [...objectsIn(pattern)].flatMap((each) =>
          entriesIn(each).flatMap(([key, value]) => (hasPlugin.test(key) ? patternText(value) : [])),
        ),
  );
}

function patternText(value: Value): Said[] {
  const ways = (textOf(value) ?? '').split('|').map((way) => way.trim().toLowerCase());
  if (ways.includes('kubenet')) return [said(value.at, 'allows-kubenet', allowed)];
  return ways.some((way) => /^!\s*kubenet$/.test(way)) ? [said(value.at, 'mention-only', refused)] : [];
}

/** A condition of Kyverno's `deny`, or one that has to hold: `key`, `operator`, `value`. */
function condition(map: ObjectValue): Said[] {
  if (!hasPlugin.test(textOf(map.get('key')) ?? '')) return [];
  const value = map.get('value');
  const texts = value === undefined ? [] : textsWithPlaces(value).filter(isKubenet);
  const [first] = texts;
  if (first === undefined) return [];
  const operator = textOf(map.get('operator')) ?? '';
  if (/^(Equals?|In|AnyIn|AllIn)$/i.test(operator)) return [said(first.at, 'mention-only', refused)];
  if (/^(NotEquals?|NotIn|AnyNotIn|AllNotIn)$/i.test(operator))
    return texts.map(({ at }) => said(at, 'allows-kubenet', allowed));
  return [notTold(first, `its operator ${operator} is not worked out`)];
}

/** CEL of Kubernetes and Kyverno, Rego of Gatekeeper. */
function expressions(map: ObjectValue): Said[] {
  const texts = [map.get('expression'), map.get('rego')].filter((each) => each?.kind === 'scalar');
  return texts.flatMap((each) => (each?.kind === 'scalar' && mentions(String(each.value)) ? expression(each) : []));
}

function mentions(text: string): boolean {
  return hasPlugin.test(text) && /kubenet/i.test(text);
}

/** Only one comparison and nothing else is worked out. An expression of a validation says what is allowed. */
function expression(value: ScalarValue): Said[] {
  const text = String(value.value).trim();
  const plugin = '[\\w.?()[\\]"\'\\s]*network_?plugin';
  if (new RegExp(`^${plugin}\\s*!=\\s*["']kubenet["']$`, 'i').test(text))
    return [said(value.at, 'mention-only', refused)];
  const list = new RegExp(`^${plugin}\\s+in\\s+\\[([^\\]]*)\\]$`, 'i').exec(text)?.[1];
  if (list !== undefined && /["']kubenet["']/i.test(list)) return [said(value.at, 'allows-kubenet', allowed)];
  const at = value.source?.placeAt(Math.max(0, String(value.value).search(/kubenet/i))) ?? value.at;
  return [notTold({ ...value, at }, 'its conditions are a program of their own')];
}

/** The same for a file of Rego: it is a program, and what it refuses only running it tells. */
export function regoFinding(source: SourceText): IacFinding[] {
  if (!mentions(source.text)) return [];
  const at = source.placeAt(source.text.search(/kubenet/i));
  return [asFinding(notTold({ at }, 'its conditions are a program of their own'), 'Rego')];
}

function notTold({ at }: Pick<Value, 'at'>, reason: string): Said {
  const why = `Whether the policy allows kubenet or refuses it could not be told: ${reason}. Look at what it does with kubenet there.`;
  return { at, verdict: 'unknown', why, instead: `Where it allows kubenet: ${takeOut}` };
}

/** What a policy writes into manifests: Kyverno's `mutate` by a patch or a list of changes, Gatekeeper's `assign`. */
function mutations(map: ObjectValue): Said[] {
  const patches = [map.get('patchStrategicMerge'), map.get('patchesJson6902')].filter((each) => each !== undefined);
  const written = patches.flatMap((patch) =>
    [...objectsIn(patch)].flatMap((each) =>
      entriesIn(each).flatMap(([key, value]) => (hasPlugin.test(key) && isKubenet(value) ? [value] : [])),
    ),
  );
  const location = textOf(map.get('location')) ?? '';
  const assigned = memberAt(map, 'parameters', 'assign', 'value');
  const both = [
    ...written,
    ...(hasPlugin.test(location) && assigned !== undefined && isKubenet(assigned) ? [assigned] : []),
  ];
  return both.map(({ at }) => ({
    at,
    verdict: 'may-create-kubenet',
    why: 'The policy writes kubenet into clusters that it meets.',
    instead: 'Write azure here, and the mode overlay beside it.',
  }));
}
