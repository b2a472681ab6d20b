import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { findingSchema } from '../src/model/finding.ts';
import { outcomeSchema } from '../src/model/outcome.ts';
import { plainJsonSchema } from '../src/model/plain-json-schema.ts';
import {
  catalogueEntrySchema,
  clusterPointSchema,
  clusterReportSchema,
  fleetPointSchema,
  headroomSchema,
  limitSchema,
  otherClusterSchema,
  reportSchema,
  scopeSchema,
  scoreSchema,
} from '../src/model/report.ts';

/**
 * Writes `docs/report.schema.json` from the report's own schema. With `--check` it writes nothing and fails where the file is
 * not what it would write.
 */
const file = new URL('../docs/report.schema.json', import.meta.url);

/** What the schema gives a name under `$defs`, so that readers and code generators get the report's own words. */
const names = z.registry<{ id: string }>();
names.add(clusterReportSchema, { id: 'cluster' });
names.add(outcomeSchema, { id: 'outcome' });
names.add(findingSchema, { id: 'finding' });
names.add(headroomSchema, { id: 'headroom' });
names.add(limitSchema, { id: 'limit' });
names.add(scoreSchema, { id: 'score' });
names.add(scopeSchema, { id: 'scope' });
names.add(otherClusterSchema, { id: 'otherCluster' });
names.add(fleetPointSchema, { id: 'fleetPoint' });
names.add(clusterPointSchema, { id: 'clusterPoint' });
names.add(catalogueEntrySchema, { id: 'catalogueEntry' });

/** `input`: a report may hold keys that a later 1.x added. */
const { $schema, ...rest } = plainJsonSchema(
  z.toJSONSchema(reportSchema, { target: 'draft-2020-12', io: 'input', metadata: names }),
);
const title = 'kubenet-audit report';
const description = 'The report of kubenet-audit, version 1. It only grows: fields are added, none renamed or removed.';
const text = `${JSON.stringify({ $schema, title, description, ...rest }, null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  console.error('docs/report.schema.json does not fit src/model/report.ts: run node scripts/generate-report-schema.ts');
  process.exitCode = 1;
}
