import type { AlertEvent, ClusterMemory, EventCluster } from '../../model/alert.ts';
import { stableId } from '../event-id.ts';

/** What is open, and how often each condition changed. */
export type Said = Pick<ClusterMemory, 'open' | 'changes'>;

/** What an event is about: a cluster, a subscription, or the whole estate. */
export interface Subject {
  /** Tells subjects apart in ids. */
  readonly key: string;
  readonly cluster: EventCluster | null;
  readonly subscriptionId: string | null;
}

/** @param firstAsOf of the first audit: what is told after the store was emptied is told anew */
export function estateSubject(firstAsOf: string): Subject {
  return { key: `estate ${firstAsOf}`, cluster: null, subscriptionId: null };
}

/** When something was found: by which audit, or by none. */
export type Moment = Pick<AlertEvent, 'runId' | 'asOf'>;

/** A change of a condition, before it has an id. */
interface Change extends Pick<AlertEvent, 'kind' | 'transition' | 'severity' | 'title' | 'detail'> {
  readonly condition: string;
  readonly code?: string;
}

export interface ChangeLog {
  readonly events: readonly AlertEvent[];
  readonly said: Said;
  isOpen(condition: string): boolean;
  /** Something that opens and closes: said at each change, and silent while it stays as it is. */
  settle(isOpen: boolean, change: Omit<Change, 'transition'>): void;
  /** Something that is passed rather than open. */
  say(change: Change): void;
}

/** Collects what is to be said of one subject, beginning with what was said of it before. */
export function createChangeLog(before: Said | undefined, subject: Subject, moment: Moment): ChangeLog {
  const events: AlertEvent[] = [];
  const open = { ...before?.open };
  const changes = { ...before?.changes };

  function say(change: Change, since: string | null = null): void {
    const { condition, kind, transition, severity, title, detail, code = null } = change;
    const count = (changes[condition] ?? 0) + 1;
    changes[condition] = count;
    events.push({
      id: stableId(subject.key, condition, transition, count),
      ...{ kind, transition, severity, title, detail, code, since },
      cluster: subject.cluster,
      subscriptionId: subject.subscriptionId,
      ...moment,
    });
  }

  return {
    events,
    said: { open, changes },
    isOpen: (condition) => open[condition] !== undefined,
    say,
    settle(isOpen, change) {
      const opened = open[change.condition];
      if (isOpen && opened === undefined) {
        open[change.condition] = { since: moment.asOf, severity: change.severity, title: change.title };
        say({ ...change, transition: 'opened' });
      } else if (!isOpen && opened !== undefined) {
        delete open[change.condition];
        say({ ...change, severity: opened.severity, transition: 'closed' }, opened.since);
      }
    },
  };
}
