import { z } from 'zod';
import type { Waiver, WaiverFile, WaiverUse } from '../model/waiver.ts';
import { untilProblem } from './waiver-rules.ts';

/** A file of waivers that cannot be read at all. The message says what is wrong where. */
export class WaiverFileError extends Error {
  override readonly name = 'WaiverFileError';
}

const filled = z.string().trim().min(1);

const entrySchema = z.strictObject({
  code: filled,
  scope: filled.regex(/^\/subscriptions\/[^/]+/i),
  owner: filled,
  reason: filled,
  until: filled,
});

const fileSchema = z.strictObject({ waivers: z.array(z.record(z.string(), z.unknown())) });

/**
 * Reads `{"waivers": [{"code", "scope", "owner", "reason", "until"}]}`. An entry that breaks a rule is refused by itself, so that
 * the others hold.
 * @param knownCodes of the catalogue
 * @throws {WaiverFileError} where the whole is not such a file
 */
export function parseWaivers(text: string, knownCodes: ReadonlySet<string>, asOf: Date): WaiverFile {
  const parsed = fileSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new WaiverFileError('The waivers cannot be used: expected {"waivers": [ … ]} and nothing beside it.');
  }
  const waivers: Waiver[] = [];
  const refused: WaiverUse[] = [];
  for (const [index, given] of parsed.data.waivers.entries()) {
    const problem = entryProblem(given, knownCodes, asOf);
    if (problem === undefined) waivers.push({ ...entrySchema.parse(given), code: codeOf(given), from: 'file' });
    else refused.push({ ...shown(given), from: 'file', state: 'refused', detail: `waivers[${index}]: ${problem}.` });
  }
  return { waivers, refused };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new WaiverFileError('The waivers are not JSON: check commas, quotes and brackets.', { cause });
  }
}

function entryProblem(
  given: Readonly<Record<string, unknown>>,
  knownCodes: ReadonlySet<string>,
  asOf: Date,
): string | undefined {
  const unknown = Object.keys(given).filter((key) => !Object.hasOwn(entrySchema.shape, key));
  if (unknown.length > 0) return `${unknown.join(', ')} is not known`;
  const parsed = entrySchema.safeParse(given);
  if (!parsed.success) {
    const key = String(parsed.error.issues[0]?.path[0] ?? '');
    return key === 'scope'
      ? 'scope must be the resource id of a subscription, a resource group, a cluster or a resource'
      : `${key} is missing or empty`;
  }
  if (!knownCodes.has(codeOf(given))) return `there is no check ${parsed.data.code}`;
  return untilProblem(parsed.data.until, asOf);
}

function codeOf({ code }: Readonly<Record<string, unknown>>): string {
  return String(code).trim().toUpperCase();
}

/** Whatever was given, as text. */
function shown(given: Readonly<Record<string, unknown>>) {
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '');
  return {
    ...{ code: text('code'), scope: text('scope'), owner: text('owner'), reason: text('reason') },
    expires: text('until'),
  };
}
