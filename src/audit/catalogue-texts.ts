import { docsPath } from '../checks/docs-path.ts';
import { catalogue } from '../checks/index.ts';
import type { CatalogueEntry } from '../model/report.ts';

/** What every check says about itself, by code: a report carries the texts it was judged by. */
export const catalogueTexts: Readonly<Record<string, CatalogueEntry>> = Object.fromEntries(
  catalogue.map(({ code, category, title, failureTitle, why, condition, sources }) => [
    code,
    { category, title, failureTitle, why, condition, docs: docsPath(code), sources: [...sources] },
  ]),
);
