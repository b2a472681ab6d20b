import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const packageSchema = z.object({ name: z.string(), version: z.string(), license: z.string().optional() });

/** A package whose code is in a bundle. */
export interface BundledPackage extends z.infer<typeof packageSchema> {
  /** Relative to the project's folder. */
  readonly folder: string;
  readonly licenceText: string | undefined;
}

/** The packages that `inputs` come from, sorted by name and version. */
export async function bundledPackages(root: string, inputs: Iterable<string>): Promise<BundledPackage[]> {
  const folders = new Set<string>();
  for (const input of inputs) {
    const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (folder !== undefined) folders.add(folder);
  }
  const packages = await Promise.all([...folders].map((folder) => readPackage(root, folder)));
  return packages.sort(
    (a, b) => compare(`${a.name}@${a.version}`, `${b.name}@${b.version}`) || compare(a.folder, b.folder),
  );
}

async function readPackage(root: string, folder: string): Promise<BundledPackage> {
  const described = packageSchema.parse(JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8')));
  return { ...described, folder, licenceText: await readLicence(join(root, folder)) };
}

async function readLicence(folder: string): Promise<string | undefined> {
  const [file] = (await readdir(folder)).filter((name) => /^(licen[cs]e|copying)(\.|-|$)/i.test(name)).sort();
  return file === undefined ? undefined : (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n').trim();
}

/** What the licences of bundled code ask for: names and texts beside the code. A text that several share is printed once. */
export function thirdPartyNotices(packages: readonly BundledPackage[]): string {
  const byText = Map.groupBy(
    packages,
    ({ license, licenceText }) => licenceText ?? `Licence: ${license ?? 'not stated'}`,
  );
  const sections = [...byText].map(([text, those]) => {
    const names = [
      ...new Set(those.map(({ name, version, license }) => `${name} ${version} (${license ?? 'not stated'})`)),
    ];
    return `${names.join('\n')}\n\n${text}\n`;
  });
  return ['This package contains code of the following packages.\n', ...sections].join(`\n${'-'.repeat(80)}\n\n`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
