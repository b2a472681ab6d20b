import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { type Zippable, zipSync } from 'fflate';
import { z } from 'zod';
import type { PackagedFile } from '../build/bundle.ts';
import { type Product, readProduct } from '../build/product.ts';
import { writePackage } from '../build/write-package.ts';
import { templates } from '../infra/compiled-files.ts';

const run = promisify(execFile);
// Files of a zip carry a time; the same for all of them, so that the same commit gives the same bytes.
const zipTime = new Date(1980, 0, 1);

/** What is built for a release: the Functions app, and the command. */
interface BuiltPackages {
  readonly app: readonly PackagedFile[];
  readonly cli: readonly PackagedFile[];
}

interface ReleaseOptions {
  /** The project's folder. */
  readonly root: string;
  /** Gets the release, in the place of everything that is there. */
  readonly into: string;
  /** Of the release: it must name the version that package.json has. */
  readonly tag?: string | undefined;
  /** Called once the tag is known to be right. */
  readonly build: () => Promise<BuiltPackages>;
}

/**
 * The files of a release: the app as a zip to deploy, the command as an npm package, the compiled templates, the list of what is in them
 * (CycloneDX), and the SHA-256 of all. Resolves to their names.
 */
export async function makeRelease({ root, into, tag, build }: ReleaseOptions): Promise<string[]> {
  const product = await readProduct(root);
  const { name, version } = product;
  if (tag !== undefined && tag !== `v${version}`) {
    throw new Error(`The tag is ${tag}, but package.json has version ${version}: set it, commit, and tag that commit`);
  }
  const built = await build();
  await rm(into, { recursive: true, force: true });
  const packages = await packBuilt(product, built, into);
  for (const { compiled } of templates)
    await writeFile(join(into, basename(compiled)), await readFile(join(root, compiled)));
  await writeFile(join(into, `${name}.cdx.json`), await shippedPackages(root, name));
  return writeChecksums(into, [
    ...packages,
    ...templates.map(({ compiled }) => basename(compiled)),
    `${name}.cdx.json`,
  ]);
}

/**
 * Of a release what is built: the app as a zip to deploy, the command as an npm package. Resolves to their names.
 * @param into gets the two files; created when missing
 */
export async function packBuilt(
  { name, version }: Pick<Product, 'name' | 'version'>,
  built: BuiltPackages,
  into: string,
): Promise<string[]> {
  await mkdir(into, { recursive: true });
  await writeFile(join(into, `${name}-app-${version}.zip`), zipOf(built.app));
  await packCommand(built.cli, into);
  return [`${name}-app-${version}.zip`, `${name}-${version}.tgz`];
}

function zipOf(files: readonly PackagedFile[]): Uint8Array {
  const entries: Zippable = Object.fromEntries(
    [...files].sort((a, b) => (a.path < b.path ? -1 : 1)).map(({ path, contents }) => [path, new Uint8Array(contents)]),
  );
  return zipSync(entries, { level: 9, mtime: zipTime });
}

async function packCommand(files: readonly PackagedFile[], into: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'release-'));
  try {
    await writePackage(folder, files);
    await run('npm', ['pack', folder, '--pack-destination', into, '--silent'], { cwd: folder });
  } finally {
    await rm(folder, { recursive: true });
  }
}

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      name: z.string().optional(),
      version: z.string().optional(),
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
    }),
  ),
});
const sbomSchema = z.looseObject({
  metadata: z.looseObject({ component: z.looseObject({ 'bom-ref': z.string() }) }),
  components: z.array(z.looseObject({ 'bom-ref': z.string(), name: z.string(), version: z.string() })),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
});

/**
 * From the lockfile, with its hashes: what is shipped, and neither what builds it nor Node.js, which the reader has. npm names the whole
 * after the folder it stands in; and its own `--omit dev` leaves out whatever a tool needs too (npm 11.19), so all of it is asked for.
 */
async function shippedPackages(root: string, name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sbom-'));
  try {
    const cwd = join(folder, name);
    await mkdir(cwd);
    for (const file of ['package.json', 'package-lock.json']) await copyFile(join(root, file), join(cwd, file));
    const options = ['--sbom-format', 'cyclonedx', '--package-lock-only'];
    const { stdout } = await run('npm', ['sbom', ...options], { cwd, maxBuffer: 64 * 1024 * 1024 });
    const lock = lockSchema.parse(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')));
    return JSON.stringify(withoutTools(sbomSchema.parse(JSON.parse(stdout)), lock), undefined, 2);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function withoutTools(sbom: z.infer<typeof sbomSchema>, { packages }: z.infer<typeof lockSchema>): object {
  const shipped = new Set(
    Object.entries(packages)
      .filter(([, { dev, optional }]) => dev !== true && optional !== true)
      .map(([path, { name, version }]) => `${name ?? path.replace(/^.*node_modules\//, '')}@${version}`),
  );
  // A package under another's name (`npm:` in overrides): npm gives its component that other name, and its own in the reference.
  const components = sbom.components
    .filter((each) => shipped.has(each['bom-ref']))
    .map((each) => ({ ...each, name: each['bom-ref'].slice(0, -`@${each.version}`.length) }));
  const refs = new Set([sbom.metadata.component['bom-ref'], ...components.map((each) => each['bom-ref'])]);
  const dependencies = sbom.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) }));
  return { ...sbom, components, dependencies };
}

async function writeChecksums(into: string, names: readonly string[]): Promise<string[]> {
  const lines = await Promise.all(
    names.map(
      async (name) =>
        `${createHash('sha256')
          .update(await readFile(join(into, name)))
          .digest('hex')}  ${name}\n`,
    ),
  );
  await writeFile(join(into, 'SHA256SUMS'), lines.join(''));
  return [...names, 'SHA256SUMS'];
}
