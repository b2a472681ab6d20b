import type {
  AlertEvent,
  AlertIntent,
  ClaimedNotice,
  ClusterMemory,
  EstateMemory,
  NewNotice,
  NoticeRecord,
} from '../../model/alert.ts';

/** The estate's memory with the version it was read in: two that change it at once are told apart. */
interface VersionedEstate {
  readonly memory: EstateMemory;
  readonly version: string;
}

/** What alerts keep. Every operation may be repeated; those that decide let exactly one caller win. */
export interface AlertStore {
  readEstate(): Promise<VersionedEstate | undefined>;
  /** @param version undefined where there was none. @throws where another wrote in between */
  writeEstate(memory: EstateMemory, version: string | undefined): Promise<void>;
  /** Whether the caller may tell an audit now; it alone may until then, or until it gives that back. Asked again, it has longer. */
  claimTelling(owner: string, now: Date, until: Date): Promise<boolean>;
  releaseTelling(owner: string): Promise<void>;
  listMemories(): AsyncIterable<ClusterMemory>;
  writeMemories(memories: readonly ClusterMemory[]): Promise<void>;
  deleteMemory(clusterId: string): Promise<void>;

  /** False where the channel was told of the event in another batch before. */
  addIntent(intent: AlertIntent, now: Date): Promise<boolean>;
  /** Events of a batch that no notice has carried yet. */
  listUnsent(channel: string, batch: string): Promise<AlertEvent[]>;
  markEventsSent(channel: string, batch: string, eventIds: readonly string[]): Promise<void>;

  /** Opens the notice, or opens it again for what came after a part of it was sent; who is sending it learns that more came. */
  openNotice(notice: NewNotice): Promise<void>;
  /** The notice, if it is due and nobody has it; it is this caller's until then, and counts as an attempt. */
  claimNotice(channel: string, batch: string, now: Date, until: Date): Promise<ClaimedNotice | undefined>;
  /** Marks the notice as done with; false, and nothing changed, where events were filed since it was claimed. */
  closeNotice(notice: ClaimedNotice, change: Partial<NoticeRecord>): Promise<boolean>;
  changeNotice(notice: NoticeRecord, change: Partial<NoticeRecord>): Promise<void>;
  listNotices(status: NoticeRecord['status']): AsyncIterable<NoticeRecord>;
  /** Deletes what was sent or given up before. */
  deleteOld(before: Date): Promise<void>;
}
