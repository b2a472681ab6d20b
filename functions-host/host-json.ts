import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readTimeSpan } from '../src/config/time-span.ts';

const milliseconds = z.string().transform((text, context) => {
  const ms = readTimeSpan(text);
  if (ms !== undefined && ms >= 0) return ms;
  const message = `"${text}" is not a time span; write [days.]hh:mm:ss[.fraction], for example 00:00:30.`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

// Defaults and limits: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue#host-json
const queues = z
  .looseObject({
    batchSize: z.int().min(1).max(32).default(16),
    newBatchThreshold: z.int().min(0).optional(),
    maxDequeueCount: z.int().min(1).default(5),
    visibilityTimeout: milliseconds.default(0),
    maxPollingInterval: milliseconds.default(60_000),
    messageEncoding: z.enum(['base64', 'none']).default('base64'),
  })
  .transform(({ batchSize, newBatchThreshold, maxDequeueCount, messageEncoding, ...rest }) => ({
    batchSize,
    newBatchThreshold: newBatchThreshold ?? Math.floor(batchSize / 2),
    maxDequeueCount,
    messageEncoding,
    visibilityTimeoutMs: rest.visibilityTimeout,
    maxPollingIntervalMs: Math.max(100, rest.maxPollingInterval),
  }));

const hostJsonSchema = z.looseObject({
  version: z.literal('2.0'),
  extensions: z
    .looseObject({
      http: z.looseObject({ routePrefix: z.string().default('api') }).prefault({}),
      queues: queues.prefault({}),
    })
    .prefault({}),
});

/** The parts of host.json this host obeys, with the platform's defaults filled in. Times are in milliseconds. */
export interface HostJson {
  readonly routePrefix: string;
  readonly queues: QueueSettings;
}

export type QueueSettings = z.output<typeof queues>;

/** Reads `host.json` of the app folder, or the given object in its place. Unknown settings are ignored, wrong ones throw. */
export async function readHostJson(appDirectory: string, given?: unknown): Promise<HostJson> {
  const file = join(appDirectory, 'host.json');
  const parsed = hostJsonSchema.safeParse(given ?? (await readJsonFile(file)));
  if (!parsed.success) {
    throw new Error(
      `${given === undefined ? file : 'The hostJson option'} is not valid: ${z.prettifyError(parsed.error)}`,
    );
  }
  const { http, queues } = parsed.data.extensions;
  return { routePrefix: http.routePrefix, queues };
}

/** Parses a JSON file; the error names the file and the reason. */
export async function readJsonFile(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`Cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
