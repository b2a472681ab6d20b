import type { SourceText } from '../text/place.ts';

/** The scanned folder as readers see it: nothing outside it exists. Paths are relative to it, with slashes. */
export interface FolderFiles {
  /** Every file that could be code, sorted. */
  readonly paths: readonly string[];
  /** Those that hold a word of the matter. */
  readonly hits: readonly string[];
  /**
   * Those that name others: a folder beside or below them (`"./…"`, `"../…"`), in YAML a template or a workflow of the folder. Nobody need
   * ask whom the others call.
   */
  readonly callers: ReadonlySet<string>;
  /** undefined where the folder has no such file, or it may not be read. */
  read(path: string): SourceText | undefined;
}
