import type { IacReport } from '../model/iac-report.ts';
import type { BicepCompiler } from './compiler/bicep-compiler.ts';
import type { RunningCluster } from './estate/running-cluster.ts';
import { openFolder } from './folder/open-folder.ts';
import { makeIacReport } from './make-report.ts';
import { scanCode } from './scan-code.ts';
import { loadParsers } from './syntax/grammars.ts';

/** What a scan may use beside the files. */
interface ScanWith {
  /** The clusters of an audit, to be joined with the code. */
  readonly running?: readonly RunningCluster[] | undefined;
  /** Works out what the source of Bicep files leaves open. */
  readonly compiler?: BicepCompiler | undefined;
}

/** Scans folders and files for code that makes kubenet clusters. Reads them and nothing else; runs nothing of theirs. */
export async function scanPaths(
  paths: readonly string[],
  asOf: Date,
  { running, compiler }: ScanWith = {},
): Promise<IacReport> {
  const folders = paths.map((path) => ({ path, folder: openFolder(path) }));
  const parsers = await loadParsers();
  const scanned = folders.map(({ path, folder }) => ({
    prefix: paths.length === 1 ? '' : path.replaceAll('\\', '/').replace(/\/+$/, ''),
    folder,
    reading: scanCode(folder, parsers, compiler),
  }));
  return makeIacReport(paths, scanned, asOf, running);
}
