import { armReads } from '../../arm/arm-reads.ts';
import { counted } from '../../words/words.ts';
import type { Diagnosis } from './diagnosis.ts';

/** An action an audit needs in a subscription, and what for. */
interface NeededAction {
  readonly action: string;
  readonly why: string;
}

/** Every action once, in the order of `armReads`; the tenant's own reads are tried by themselves. */
export const neededActions: readonly NeededAction[] = [
  ...new Map(
    Object.values(armReads)
      .filter(({ below }) => below !== 'tenant')
      .toReversed()
      .map(({ action, why }) => [action, { action, why }] as const),
  ).values(),
].toReversed();

/** What an identity may do, as `Microsoft.Authorization/permissions` lists it: one entry for each role. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

/** Whether some role grants the action. What one role excludes, another may grant. */
export function isGranted(permissions: readonly Permission[], action: string): boolean {
  return permissions.some(
    ({ actions, notActions }) =>
      actions.some((pattern) => matches(pattern, action)) && !notActions.some((pattern) => matches(pattern, action)),
  );
}

/** `*` stands for any run of characters, slashes included. */
function matches(pattern: string, action: string): boolean {
  const source = pattern.split('*').map(RegExp.escape).join('.*');
  return new RegExp(`^${source}$`, 'is').test(action);
}

/** What became of an action in a subscription. `untried`: there was nothing to try it on, or the answer told nothing. */
export type Access = { readonly state: 'granted' | 'refused' } | { readonly state: 'untried'; readonly reason: string };

export interface SubscriptionAccess {
  readonly subscriptionId: string;
  readonly name: string | undefined;
  /** By action. */
  readonly access: ReadonlyMap<string, Access>;
}

/** One diagnosis for all subscriptions of which everything can be read, and one for each other. */
export function judgeAccess(all: readonly SubscriptionAccess[]): Diagnosis[] {
  const open = all.filter((each) => refusedActions(each).length === 0);
  const closed = all.filter((each) => refusedActions(each).length > 0);
  return [
    ...(open.length === 0
      ? []
      : [
          {
            level: 'ok' as const,
            text: `Reading: nothing is refused in ${counted(open.length, 'subscription')}${namesOf(open)}.`,
            details: untriedActions(open),
          },
        ]),
    ...closed.map(refusal),
  ];
}

function refusal(subscription: SubscriptionAccess): Diagnosis {
  const refused = refusedActions(subscription);
  const title = `${subscription.name ?? subscription.subscriptionId} (${subscription.subscriptionId})`;
  if (refused.length === neededActions.length || isRefused(subscription, armReads.managedClusters.action)) {
    return {
      level: 'gap',
      text: `Reading: ${title} cannot be read: it lacks ${armReads.managedClusters.action}, and with it everything; grant the role Reader.`,
    };
  }
  return {
    level: 'gap',
    text: `Reading: ${title} can be read in part. Grant these, or the role Reader:`,
    details: refused.map(({ action, why }) => `${action} (${why})`),
  };
}

const namesShown = 5;

function namesOf(all: readonly SubscriptionAccess[]): string {
  const names = all.map(({ name, subscriptionId }) => name ?? subscriptionId);
  const more = names.length - namesShown;
  return ` (${names.slice(0, namesShown).join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
}

/** Granted, or not known to be refused. */
export function mayRead(subscription: SubscriptionAccess, action: string): boolean {
  return !isRefused(subscription, action);
}

function isRefused({ access }: SubscriptionAccess, action: string): boolean {
  return access.get(action)?.state === 'refused';
}

function refusedActions(subscription: SubscriptionAccess): readonly NeededAction[] {
  return neededActions.filter(({ action }) => isRefused(subscription, action));
}

/** Actions that no subscription told anything of, with the first reason. */
function untriedActions(all: readonly SubscriptionAccess[]): string[] {
  return neededActions.flatMap(({ action }) => {
    const answers = all.flatMap(({ access }) => access.get(action) ?? []);
    const reasons = answers.flatMap((each) => (each.state === 'untried' ? [each.reason] : []));
    return reasons.length > 0 && reasons.length === answers.length ? [`not tried: ${action} (${reasons[0]})`] : [];
  });
}
