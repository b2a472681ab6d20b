import type { IacReport } from '../model/iac-report.ts';
import type { RunningCluster } from './estate/running-cluster.ts';
import { openFolder } from './folder/open-folder.ts';
import { makeIacReport } from './make-report.ts';
import { scanCode } from './scan-code.ts';
import { loadParsers } from './syntax/grammars.ts';

/**
 * Scans folders and files for code that makes kubenet clusters. Reads them and nothing else; runs nothing of theirs.
 * @param running the clusters of an audit, to be joined with the code
 */
export async function scanPaths(
  paths: readonly string[],
  asOf: Date,
  running?: readonly RunningCluster[],
): Promise<IacReport> {
  const folders = paths.map((path) => ({ path, folder: openFolder(path) }));
  const parsers = await loadParsers();
  const scanned = folders.map(({ path, folder }) => ({
    prefix: paths.length === 1 ? '' : path.replaceAll('\\', '/').replace(/\/+$/, ''),
    folder,
    reading: scanCode(folder, parsers),
  }));
  return makeIacReport(paths, scanned, asOf, running);
}
