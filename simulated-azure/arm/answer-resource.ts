import type { ArmResource } from '../estate/estate.ts';
import { type Answer, ok } from '../wire/answer.ts';
import type { ArmRead } from './arm-read.ts';
import { managementGroupBody, subscriptionBody } from './container-bodies.ts';
import { embeddedRows } from './embedded-rows.ts';
import { withoutInstanceView } from './instance-view.ts';
import { resourceNotFound } from './not-found.ts';
import { providerBody } from './providers.ts';

/** `GET` by id. */
export function answerResource(read: ArmRead): Answer {
  const body = findBody(read);
  if (body === undefined) return resourceNotFound(read.path);
  return ok(withoutInstanceView(body, read));
}

function findBody({ path, rule, state }: ArmRead): unknown {
  const { index, estate } = state;
  if (rule.type === 'Microsoft.Resources/subscriptions') {
    const subscription = index.subscription(path.names[0] ?? '');
    return subscription === undefined ? undefined : subscriptionBody(subscription);
  }
  if (rule.type === 'Microsoft.Resources/subscriptions/resourceGroups') {
    return index.resourceGroup(path.subscriptionId ?? '', path.resourceGroup ?? '');
  }
  if (rule.type === 'Microsoft.Resources/subscriptions/providers' || rule.type === 'Microsoft.Resources/providers') {
    return providerBody(path.parent, path.names.at(-1) ?? '');
  }
  if (rule.type === 'Microsoft.Management/managementGroups') {
    const group = estate.managementGroups.find((each) => each.name.toLowerCase() === path.names[0]?.toLowerCase());
    return group === undefined ? undefined : managementGroupBody(group, estate.tenantId);
  }
  return index.get(path.path) ?? findEmbedded({ path, rule, state });
}

function findEmbedded({ path, rule, state }: Pick<ArmRead, 'path' | 'rule' | 'state'>): ArmResource | undefined {
  const parent = state.index.get(path.parent);
  if (rule.embeddedIn === undefined || parent === undefined) return undefined;
  const wanted = path.path.toLowerCase();
  return embeddedRows(parent, rule).find((row) => row.id.toLowerCase() === wanted);
}
