import { gunzipSync, gzipSync } from 'node:zlib';
import { clusterJson } from '../model/cluster-json.ts';
import type { ClusterReport, ClusterStream } from '../model/report.ts';

/** Reports of clusters kept small until they are written: a large tenant's would not fit into memory as objects. */
export interface PackedClusters {
  readonly count: number;
  /** @param report its keys in the order of `clusterReportSchema` */
  add(report: ClusterReport): void;
  /** In the order in which they were added, as often as asked. */
  read(): ClusterStream;
}

/** Fast rather than small: texts repeat so much that the fastest level leaves a tenth. */
const level = 1;

interface Packed {
  readonly bytes: Uint8Array;
  /** What it unpacks to. */
  readonly size: number;
}

export function packClusters(): PackedClusters {
  const packed: Packed[] = [];
  return {
    get count() {
      return packed.length;
    },
    add: (report) => {
      const json = Buffer.from(clusterJson(report));
      // A copy: what gzip gives may be the beginning of a piece of memory of 16 KiB, all of which it would keep.
      packed.push({ bytes: new Uint8Array(gzipSync(json, { level })), size: json.length });
    },
    read: () => ({
      async *[Symbol.asyncIterator]() {
        for (const each of packed) {
          // What `add` wrote, and nobody else.
          const report: ClusterReport = JSON.parse(unpack(each).toString('utf8'));
          yield report;
        }
      },
      *json() {
        for (const each of packed) yield unpack(each);
      },
    }),
  };
}

/** In one piece, and not in pieces of 16 KiB that are put together; a piece that is full to the end would ask for another. */
function unpack({ bytes, size }: Packed): Buffer {
  return gunzipSync(bytes, { chunkSize: size + 1 });
}
