import type { Waiver, WaiverFile, WaiverUse } from '../model/waiver.ts';
import { untilProblem } from './waiver-rules.ts';
import { waiverUse } from './waiver-use.ts';

/**
 * A cluster's own waivers: tags named `kubenet-audit-waive`, or that with an ending of its own for a second one, with the value
 * `RT-005;until=2027-01-31;owner=team-web;reason=…`. Azure allows no slash in a tag's name and 256 characters in its value.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources
 */
const tagName = /^kubenet-audit[-/]waive([-_.\d]\w*)?$/i;

const fields = ['until', 'owner', 'reason'] as const;

/** The waivers in a cluster's tags; several codes in one are several waivers. */
export function tagWaivers(
  tags: Readonly<Record<string, string>>,
  clusterId: string,
  knownCodes: ReadonlySet<string>,
  asOf: Date,
): WaiverFile {
  const waivers: Waiver[] = [];
  const refused: WaiverUse[] = [];
  for (const [name, value] of Object.entries(tags).filter(([each]) => tagName.test(each))) {
    const [codes = '', ...parts] = value.split(';').map((part) => part.trim());
    const given = new Map(parts.filter((part) => part !== '').map((part) => pairOf(part)));
    const said = {
      owner: given.get('owner') ?? '',
      reason: given.get('reason') ?? '',
      until: given.get('until') ?? '',
    };
    for (const code of codes.split(',').map((each) => each.trim().toUpperCase())) {
      const problem = codeProblem(code, knownCodes) ?? fieldProblem(given) ?? untilProblem(said.until, asOf);
      const waiver: Waiver = { code, scope: clusterId, ...said, from: 'tag' };
      if (problem === undefined) waivers.push(waiver);
      else refused.push(waiverUse(waiver, 'refused', `Tag ${name}: ${problem}.`));
    }
  }
  return { waivers, refused };
}

/** A reason may hold an equals sign. */
function pairOf(part: string): [string, string] {
  const at = part.indexOf('=');
  return at < 0 ? [part.toLowerCase(), ''] : [part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()];
}

function codeProblem(code: string, knownCodes: ReadonlySet<string>): string | undefined {
  return knownCodes.has(code) ? undefined : code === '' ? 'it names no check' : `there is no check ${code}`;
}

function fieldProblem(given: ReadonlyMap<string, string>): string | undefined {
  const unknown = [...given.keys()].find((key) => fields.every((field) => field !== key));
  if (unknown !== undefined) return `${unknown} is not known, and a semicolon ends a part`;
  const missing = fields.find((field) => (given.get(field) ?? '') === '');
  return missing === undefined ? undefined : `${missing} is missing or empty`;
}
