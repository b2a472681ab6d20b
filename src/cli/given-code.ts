import { lstatSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { runningClusters } from '../iac/estate/running-cluster.ts';
import { withCode } from '../iac/estate/with-code.ts';
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

/** The report with the code of these paths, its files named from where the command runs; as it is where there are none. */
export async function withGivenCode(report: ReportStream, paths: readonly string[], now: Date): Promise<ReportStream> {
  if (paths.length === 0) return report;
  const { scanPaths } = await import('../iac/scan-paths.ts');
  const code = await scanPaths(paths, now, await runningClusters(report));
  return withCode(report, withFileNames(code, nameFromHere(paths)));
}
