import * as z from 'zod';
import type { Settings } from './settings.ts';

const positive = z.number().positive();

/** A part of the settings, as JSON brings it. What is not named stays. */
export const settingsChanges = z
  .strictObject({
    tokenLifetimeSeconds: positive,
    armAudiences: z.array(z.string()),
    pageSizes: z.record(z.string(), z.int().positive()),
    skipTokenLifetimeSeconds: positive,
    throttling: z.union([positive, z.literal('off')]),
    graphMaximumPayloadBytes: positive,
    gzipFromBytes: positive,
    region: z.string(),
  })
  .partial()
  .transform((changes): Partial<Settings> => definedOnly(changes));

function definedOnly(changes: { readonly [Name in keyof Settings]?: Settings[Name] | undefined }): Partial<Settings> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
