import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { iacReportSchema } from '../src/model/iac-report.ts';

/** Writes `docs/iac.schema.json` from the schema of what `iac --format json` writes. With `--check` it only compares. */
const file = new URL('../docs/iac.schema.json', import.meta.url);

const { $schema, ...rest } = z.toJSONSchema(iacReportSchema, { target: 'draft-2020-12', io: 'input' });
const title = 'kubenet-audit iac';
const description =
  'What "kubenet-audit iac --format json" writes, version 1. It only grows: fields are added, none renamed or removed.';
const text = `${JSON.stringify({ $schema, title, description, ...rest }, null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  console.error('docs/iac.schema.json does not fit src/model/iac-report.ts: run npm run docs');
  process.exitCode = 1;
}
