import { gunzipSync, gzipSync } from 'node:zlib';
import type { ClusterReport } from '../model/report.ts';

/** Reports of clusters kept small until they are written: a large tenant's would not fit into memory as objects. */
export interface PackedClusters {
  readonly count: number;
  add(report: ClusterReport): void;
  /** In the order in which they were added, as often as asked. */
  read(): AsyncGenerator<ClusterReport>;
}

/** Fast rather than small: texts repeat so much that the fastest level leaves a tenth. */
const level = 1;

export function packClusters(): PackedClusters {
  const packed: Uint8Array[] = [];
  return {
    get count() {
      return packed.length;
    },
    // A copy: what gzip gives may be the beginning of a piece of memory of 16 KiB, all of which it would keep.
    add: (report) => void packed.push(new Uint8Array(gzipSync(JSON.stringify(report), { level }))),
    read: async function* () {
      for (const each of packed) {
        // What `add` wrote, and nobody else.
        const report: ClusterReport = JSON.parse(gunzipSync(each).toString('utf8'));
        yield report;
      }
    },
  };
}
