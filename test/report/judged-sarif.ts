import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const run = promisify(execFile);

/** Where the platform's build of Microsoft's validator is; undefined where it has none, or it cannot start. */
async function findMultitool(): Promise<string | undefined> {
  try {
    const { default: path } = await import('@microsoft/sarif-multitool');
    await run(path, ['--version']);
    return path;
  } catch {
    return undefined;
  }
}
export const multitool = await findMultitool();
export const noMultitool = '@microsoft/sarif-multitool has no build that starts on this machine.';

interface Remark {
  readonly level?: string;
  readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }];
}

/**
 * What the validator says against the logs by its own rules and GitHub code scanning's, and how many of them it says anything of. It
 * has a remark about every log it can read, and none about one that it cannot, which it takes for no reason to complain.
 */
export async function judgedBy(
  tool: string,
  logs: readonly string[],
): Promise<{ errors: readonly Remark[]; read: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'sarif-'));
  try {
    await Promise.all(logs.map((text, index) => writeFile(join(folder, `${index}.sarif`), text)));
    const output = join(folder, 'validation.json');
    // It exits with 1 where it found errors, which its own log then tells.
    await run(tool, [
      ...['validate', join(folder, '*.sarif'), '--rule-kind', 'Sarif;Ghas'],
      ...['--level', 'Error;Warning;Note', '--output', output],
    ]).catch(() => {});
    const { runs } = JSON.parse((await readFile(output, 'utf8')).replace(/^\uFEFF/, ''));
    const remarks: readonly Remark[] = runs[0].results;
    return {
      errors: remarks.filter(({ level }) => level === 'error'),
      read: new Set(remarks.map(({ locations }) => locations[0].physicalLocation.artifactLocation.uri)).size,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

let validator: ValidateFunction | undefined;

/** What the schema of SARIF 2.1.0 says against a log; null for nothing. */
export async function schemaErrors(tool: string, log: string): Promise<unknown> {
  const validate = validator ?? (await compiledSchema(tool));
  validator = validate;
  validate(JSON.parse(log));
  return validate.errors;
}

async function compiledSchema(tool: string): Promise<ValidateFunction> {
  const schema = JSON.parse(await readFile(join(dirname(tool), 'sarif-2.1.0.json'), 'utf8'));
  return new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
}
