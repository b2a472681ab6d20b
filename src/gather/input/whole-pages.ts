import type { Page } from './cut-list.ts';
import { membersOf } from './cut-list.ts';

/**
 * Those pages of saved queries that are whole together: they say the same total, and hold that many different rows. Two queries may have
 * one total, so that those of one type are counted by themselves too.
 */
export function wholePages(pages: readonly Page[]): ReadonlySet<Page> {
  const whole = new Set<Page>();
  for (const key of [totalOf, totalOfTypes]) {
    for (const group of Map.groupBy(pages, key).values()) {
      const total = group[0]?.total;
      if (total !== undefined && rowsOf(group).size === total) for (const page of group) whole.add(page);
    }
  }
  return whole;
}

function totalOf({ total }: Page): string {
  return String(total);
}

function totalOfTypes(page: Page): string {
  const types = new Set(page.items.map((item) => String(membersOf(item)?.get('type')).toLowerCase()));
  return `${page.total} ${[...types].sort().join(' ')}`;
}

function rowsOf(pages: readonly Page[]): ReadonlySet<string> {
  return new Set(pages.flatMap(({ items }) => items.map((item) => String(membersOf(item)?.get('id')).toLowerCase())));
}
