import type { AlertEvent, EstateMemory } from '../../model/alert.ts';
import type { ReportHead, ReportScope } from '../../model/report.ts';
import { createChangeLog, type Moment } from './change-log.ts';

type Known = EstateMemory['subscriptions'];

/** Subscriptions that could be read and no longer can, and those that can again. `changes` is the estate's, and comes back. */
export function subscriptionEvents(
  { run }: Pick<ReportHead, 'run'>,
  before: EstateMemory | undefined,
  changes: EstateMemory['changes'],
  moment: Moment,
): { readonly events: readonly AlertEvent[]; readonly changes: EstateMemory['changes'] } {
  const scopes = new Map(run.scopes.map((scope) => [scope.subscriptionId.toLowerCase(), scope]));
  let counted = changes;
  const events: AlertEvent[] = [];
  for (const [id, { name, wasRead }] of Object.entries(before?.subscriptions ?? {})) {
    const scope = scopes.get(id);
    const isRead = isReadable(scope);
    if (isRead === wasRead) continue;
    const condition = `subscription:${id}`;
    const log = createChangeLog(
      { open: {}, changes: counted },
      { key: `${id} ${before?.firstAsOf}`, cluster: null, subscriptionId: id },
      moment,
    );
    log.say({ condition, kind: 'coverage', severity: 'high', ...wording(scope?.name ?? name ?? id, scope) });
    counted = log.said.changes;
    events.push(...log.events);
  }
  return { events, changes: counted };
}

/** What the next audit is compared with: a subscription that was lost stays, so that its return can be said. */
export function readableSubscriptions({ run }: Pick<ReportHead, 'run'>, before: EstateMemory | undefined): Known {
  const known: Record<string, Known[string]> = {};
  for (const [id, { name }] of Object.entries(before?.subscriptions ?? {})) known[id] = { name, wasRead: false };
  for (const scope of run.scopes) {
    const id = scope.subscriptionId.toLowerCase();
    if (isReadable(scope) || known[id] !== undefined) known[id] = { name: scope.name, wasRead: isReadable(scope) };
  }
  return known;
}

function isReadable(scope: ReportScope | undefined): boolean {
  return scope !== undefined && scope.status !== 'unreadable';
}

function wording(name: string, scope: ReportScope | undefined): Pick<AlertEvent, 'transition' | 'title' | 'detail'> {
  if (isReadable(scope)) {
    return { transition: 'closed', title: `Subscription ${name} can be read again`, detail: scope?.reason ?? '' };
  }
  const title = `Subscription ${name} can no longer be read`;
  const gone =
    'It is no longer among the subscriptions the audit sees: deleted, moved, taken out of the scope, or the role was removed.';
  return { transition: 'opened', title, detail: scope === undefined ? gone : (scope.reason ?? '') };
}
