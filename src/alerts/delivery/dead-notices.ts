import type { NoticeRecord } from '../../model/alert.ts';
import type { AlertStore } from './alert-store.ts';

/** Notices that were given up, with the reason: for the report, health and doctor. */
export async function deadNotices(store: Pick<AlertStore, 'listNotices'>): Promise<NoticeRecord[]> {
  return Array.fromAsync(store.listNotices('dead'));
}

/** `2 notices could not be delivered: ops-teams (… answered 404.)`; undefined where there is none. */
export function deadNoticesSentence(dead: readonly NoticeRecord[]): string | undefined {
  if (dead.length === 0) return undefined;
  const channels = [...Map.groupBy(dead, ({ channel }) => channel)].map(([channel, notices]) => {
    const reason = notices.at(-1)?.lastError?.replace(/\.$/, '');
    return reason === undefined ? channel : `${channel} (${reason})`;
  });
  return `${dead.length} ${dead.length === 1 ? 'notice' : 'notices'} could not be delivered: ${channels.join('; ')}.`;
}
