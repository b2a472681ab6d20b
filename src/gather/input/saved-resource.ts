import type { ArmReadName } from '../../arm/arm-reads.ts';

/** Something a file holds: a resource, or the mark that a whole list was saved, which may be empty. */
export type SavedResource = SavedItem | SavedList;

export interface SavedItem {
  readonly kind: 'resource';
  readonly type: string;
  readonly id: string;
  readonly body: unknown;
  /** It was one of a list that says that more follows, so that its siblings may be missing. */
  readonly ofCutList: boolean;
}

export interface SavedList {
  readonly kind: 'list';
  readonly read: ArmReadName;
  readonly parent: string;
  readonly items: readonly unknown[];
}
