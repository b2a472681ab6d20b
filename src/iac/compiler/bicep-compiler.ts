/** Microsoft's Bicep compiler as the readers see it. */
export interface BicepCompiler {
  /**
   * Works a deployment out without Azure (`bicep snapshot`).
   * @param files everything it may see: texts by their paths, relative and with slashes
   * @param entry the `.bicepparam` file among them
   */
  snapshot(files: ReadonlyMap<string, string>, entry: string): SnapshotAnswer;
}

/** The snapshot as JSON, or why there is none: a clause that completes "…, because". */
export type SnapshotAnswer = { readonly json: string } | { readonly refused: string };
