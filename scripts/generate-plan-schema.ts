import { z } from 'zod';
import { planSettingsSchema } from '../src/model/plan-settings.ts';
import { writeOrCheck } from './generate/write-or-check.ts';

/** Writes the schema of the plan settings from what reads them; with `--check`, fails where the file differs. */
const { $schema, ...rest } = z.toJSONSchema(planSettingsSchema, { target: 'draft-2020-12', io: 'input' });
const title = 'kubenet-audit plan settings';
const description = 'In which order clusters leave kubenet, and when none does. Every key may be left out.';
const text = `${JSON.stringify({ $schema, title, description, ...rest }, null, 2)}\n`;

await writeOrCheck({ 'docs/plan.schema.json': text }, 'node scripts/generate-plan-schema.ts');
