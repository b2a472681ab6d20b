import { type Answer, ok } from '../wire/answer.ts';
import type { ArmRead } from './arm-read.ts';
import { collectionRows } from './collection-rows.ts';
import { withoutInstanceView } from './instance-view.ts';
import { invalidType, parentNotFound } from './not-found.ts';
import { pageOf } from './paging.ts';

/** A list, one page of it, with `nextLink` when there is more. */
export function answerCollection(read: ArmRead): Answer {
  const { path, rule } = read;
  if (!isListedHere(read)) return invalidType(path, read.incoming.url.searchParams.get('api-version') ?? '');
  const rows = collectionRows(read);
  if (rows === null) return parentNotFound(path);
  const page = pageOf(rows, read);
  if ('status' in page) return page;
  const value = page.rows.map((row) => withoutInstanceView(row, read));
  return ok(page.nextLink === null ? { value, ...countOf(rule.type, rows) } : { value, nextLink: page.nextLink });
}

/** `GET /subscriptions` alone says how many there are. */
function countOf(type: string, rows: readonly unknown[]): Record<string, unknown> {
  return type === 'Microsoft.Resources/subscriptions' ? { count: { type: 'Total', value: rows.length } } : {};
}

function isListedHere({ path, rule }: ArmRead): boolean {
  switch (rule.listedAt) {
    case 'extension':
    case 'parent':
      return true;
    case 'tenant':
      return path.scope === '';
    case 'subscription':
      return path.subscriptionId !== null && path.resourceGroup === null;
    case 'subscriptionAndGroup':
      return path.subscriptionId !== null;
    default:
      return rule.listedAt satisfies never;
  }
}
