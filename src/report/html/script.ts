import { actionsScript } from './script/actions.ts';
import { pagesScript } from './script/pages.ts';
import { printScript } from './script/print.ts';
import { readerScript } from './script/reader.ts';
import { stateScript } from './script/state.ts';
import { tableScript } from './script/table.ts';

export { headScript } from './script/head.ts';

/** What the page does more where scripts run: search, filters, sorting, columns, one cluster's page at a time, copying. */
export const script = `'use strict';
{
const root = document.documentElement;
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
${stateScript}${tableScript}${pagesScript}${readerScript}${actionsScript}${printScript}}
`;

/** The same on a page that holds one cluster. */
export const clusterScript = `'use strict';
{
const root = document.documentElement;
const number = new Intl.NumberFormat('en-US');
${readerScript}const bringEverything = () => {};
${printScript}for (const runbook of document.querySelectorAll('details.runbook')) showTicks(runbook);
}
`;
