import { clusterJson } from '../model/cluster-json.ts';
import type { ClusterReport, ClusterStream } from '../model/report.ts';
import { openTemporaryFile } from './temporary-file.ts';

/** Reports of clusters, kept as text until they are written: a large tenant's would not fit into memory as objects. */
export interface KeptClusters {
  readonly count: number;
  /**
   * @param report its keys in the order of `clusterReportSchema`
   * @throws {TemporaryFileError}
   */
  add(report: ClusterReport): void;
  /** In the order in which they were added, as often as asked. */
  readonly read: () => ClusterStream;
}

/** Some 8 MB: few estates are larger, and the others need no disk. */
const heldInMemory = 100;

/**
 * @param expected how many there will be at most; a large estate's go to a temporary file
 * @throws {TemporaryFileError} where there is none to be had
 */
export function keepClusters(expected: number): KeptClusters {
  return expected > heldInMemory ? inFile() : inMemory();
}

function inMemory(): KeptClusters {
  return keptAs(
    (json) => Buffer.from(json),
    (bytes) => bytes,
  );
}

function inFile(): KeptClusters {
  const file = openTemporaryFile();
  return keptAs(file.append, file.read);
}

function keptAs<T>(keep: (json: string) => T, bytesOf: (kept: T) => Buffer): KeptClusters {
  const all: T[] = [];
  return {
    get count() {
      return all.length;
    },
    add: (report) => {
      all.push(keep(clusterJson(report)));
    },
    read: () => ({
      async *[Symbol.asyncIterator]() {
        for (const each of all) {
          // What `add` wrote, and nobody else.
          const report: ClusterReport = JSON.parse(bytesOf(each).toString());
          yield report;
        }
      },
      *json() {
        for (const each of all) yield bytesOf(each);
      },
    }),
  };
}
