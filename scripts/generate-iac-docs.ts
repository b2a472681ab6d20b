import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withDefaultsTable } from './generate/iac-defaults-table.ts';
import { writeOrCheck } from './generate/write-or-check.ts';

const page = await readFile(join(import.meta.dirname, '../docs/iac.md'), 'utf8');

/** Writes the dated table into the page on code; with `--check`, fails where it differs. */
await writeOrCheck({ 'docs/iac.md': withDefaultsTable(page) }, 'node scripts/generate-iac-docs.ts');
