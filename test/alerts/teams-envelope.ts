import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import { z } from 'zod';

/** Microsoft's schema of an Adaptive Card lies beside the project where somebody put it. */
const schemaFile = new URL('../../../shared/schemas/adaptive-card-1.5.json', import.meta.url);
const hasCardSchema = existsSync(schemaFile);

/** What Workflows documents of a message, size and all: https://learn.microsoft.com/connectors/teams/ */
const teamsLimitBytes = 28 * 1024;
const envelope = z.strictObject({
  type: z.literal('message'),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      contentUrl: z.null(),
      content: z.looseObject({ type: z.literal('AdaptiveCard'), version: z.enum(['1.4', '1.5']) }),
    }),
  ]),
});

let validate: ReturnType<Ajv['compile']> | undefined;

/** The card of a message, or an error that says what Teams would not take. */
export function cardOf(message: string): Record<string, unknown> {
  if (Buffer.byteLength(message) > teamsLimitBytes)
    throw new Error(`${Buffer.byteLength(message)} bytes are too many.`);
  const card = envelope.parse(JSON.parse(message)).attachments[0].content;
  if (hasCardSchema) {
    validate ??= cardSchema();
    // Teams' own addition to the card.
    const { msteams: _, ...standard } = card;
    if (!validate(standard)) throw new Error(JSON.stringify(validate.errors?.slice(0, 3)));
  }
  return card;
}

function cardSchema() {
  const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false });
  ajv.addMetaSchema(draft06);
  const { id: _, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
  return ajv.compile(schema);
}

/** Every text of a card, in the order it is shown. */
export function cardTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(cardTexts);
  if (value === null || typeof value !== 'object') return [];
  const own = 'text' in value && typeof value.text === 'string' ? [value.text] : [];
  return [...own, ...Object.values(value).flatMap(cardTexts)];
}
