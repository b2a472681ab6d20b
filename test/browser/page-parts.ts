import type { Page } from 'playwright-core';
import type { Report } from '../../src/model/report.ts';

/** The sentence above the table. */
export function countText(page: Page): Promise<string> {
  return page.locator('#count').innerText();
}

/** Of the rows a reader sees, from the top. */
export async function shownNames(page: Page): Promise<string[]> {
  return page.locator('#cluster-table tbody tr:visible th a').allInnerTexts();
}

export function names({ clusters }: Report): string[] {
  return clusters.map(({ name }) => name);
}

/** How far the page is wider than the window, in pixels. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - innerWidth');
}
