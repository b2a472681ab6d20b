import { lstatSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { ScanSettings } from '../config/scan-settings.ts';
import type { BicepCompiler } from '../iac/compiler/bicep-compiler.ts';
import { compilerOnPath, isProgram } from '../iac/compiler/find-compiler.ts';
import { bicepCompiler } from '../iac/compiler/run-compiler.ts';
import { runningClusters } from '../iac/estate/running-cluster.ts';
import { withFileNames } from '../iac/name-files.ts';
import type { ReportStream } from '../model/report.ts';
import { UsageError } from './errors.ts';

/** @throws {UsageError} for one that is not there */
export function checkCodePaths(paths: readonly string[]): void {
  for (const path of paths) {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined)
      throw new UsageError(`${path} does not exist: give a folder or a file to read.`);
  }
}

/** A scan names files from the path it was given; a person, and GitHub, from where the command runs. */
export function nameFromHere(paths: readonly string[]): (file: string) => string {
  const [only, ...more] = paths;
  if (only === undefined || more.length > 0) return (file) => file;
  const folder = lstatSync(only).isFile() ? dirname(only) : only;
  return (file) => relative('.', join(folder, file)).split(sep).join('/');
}

/**
 * The Bicep compiler that a scan may ask; undefined for none.
 * @param named a program, or `none`; undefined for the one on the PATH
 * @throws {UsageError} for a program that is not there
 */
export function givenCompiler(paths: readonly string[], named?: string): BicepCompiler | undefined {
  if (named?.trim().toLowerCase() === 'none') return undefined;
  if (named !== undefined && !isProgram(named))
    throw new UsageError(`--bicep ${named} is no program: give the path of the Bicep compiler, or none.`);
  const program = named === undefined ? compilerOnPath(paths) : resolve(named);
  return program === undefined ? undefined : bicepCompiler(program);
}

/** Code that an audit reads beside its clusters. */
export interface GivenCode {
  /** Empty for none. */
  readonly paths: readonly string[];
  readonly compiler: BicepCompiler | undefined;
}

/**
 * Asked for before the audit, so that a mistake is told at once.
 * @throws {UsageError} for a path or a program that is not there
 */
export function givenCode({ iac, bicep }: Pick<ScanSettings, 'iac' | 'bicep'>): GivenCode {
  checkCodePaths(iac);
  return { paths: iac, compiler: givenCompiler(iac, bicep) };
}

/** The report with this code, its files named from where the command runs; as it is where there is none. */
export async function withGivenCode(
  report: ReportStream,
  { paths, compiler }: GivenCode,
  now: Date,
): Promise<ReportStream> {
  if (paths.length === 0) return report;
  const { scanPaths } = await import('../iac/scan-paths.ts');
  const { withCode } = await import('../iac/estate/with-code.ts');
  const running = await runningClusters(report);
  const code = await scanPaths(paths, now, { running, compiler });
  return withCode(report, withFileNames(code, nameFromHere(paths)));
}
