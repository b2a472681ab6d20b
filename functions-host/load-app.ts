import fs from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { type AppRegistrations, createRegistrations, getProgrammingModel } from './functions-core.ts';
import { readJsonFile } from './host-json.ts';

const packageJson = z.looseObject({ main: z.string().min(1) });

// Node.js caches modules: an entry that ran once does not register again, so what it registered is kept for a restart.
let loaded: { readonly entries: string; readonly registrations: AppRegistrations } | undefined;

/** Files to load: the `entry` given, or what `main` of the app's package.json names (a file or a glob pattern). */
export async function findEntries(appDirectory: string, entry: string | undefined): Promise<readonly string[]> {
  const pattern = entry ?? (await readMain(appDirectory));
  if (!/[*?{[]/.test(pattern)) {
    return [isAbsolute(pattern) ? pattern : resolve(appDirectory, pattern)];
  }
  const files = fs.globSync(pattern, { cwd: appDirectory }).map((file) => resolve(appDirectory, file));
  if (files.length === 0) {
    throw new Error(`Nothing in ${appDirectory} matches "${pattern}" (main in package.json). Build the app first.`);
  }
  return files.sort();
}

/**
 * The registrations to load the entries into. One app per process: the same entries may be started again after a stop
 * (they keep what they registered and read at load), other entries need a process of their own.
 */
export function registrationsFor(entries: readonly string[]): {
  registrations: AppRegistrations;
  alreadyLoaded: boolean;
} {
  const key = entries.join('\n');
  if (loaded === undefined) {
    return { registrations: createRegistrations(), alreadyLoaded: false };
  }
  if (loaded.entries !== key) {
    throw new Error(`This process has already loaded ${loaded.entries}. Start ${key} in a process of its own.`);
  }
  return { registrations: loaded.registrations, alreadyLoaded: true };
}

/** Loads the entries in order; `functions-core` must be installed. Fails when an entry throws or registers nothing. */
export async function loadEntries(entries: readonly string[], registrations: AppRegistrations): Promise<void> {
  for (const entry of entries) {
    try {
      await loadEntry(entry);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`The functions app failed to load. ${entry} threw: ${reason}`, { cause: error });
    }
  }
  if (registrations.functions.size === 0 || getProgrammingModel() === undefined) {
    throw new Error(
      `${entries.join(', ')} registered no function. Call app.http, app.timer or app.storageQueue while it loads, ` +
        'and do not use @azure/functions in this process before the host starts: it would stay in test mode.',
    );
  }
  loaded = { entries: entries.join('\n'), registrations };
}

async function readMain(appDirectory: string): Promise<string> {
  const file = join(appDirectory, 'package.json');
  const parsed = packageJson.safeParse(await readJsonFile(file));
  if (!parsed.success) {
    throw new Error(`${file} has no "main". Name the file that registers the functions there, or pass entry.`);
  }
  return parsed.data.main;
}

async function loadEntry(entry: string): Promise<void> {
  if (/\.c[jt]s$/.test(entry)) {
    createRequire(entry)(entry);
  } else {
    await import(/* @vite-ignore */ pathToFileURL(entry).href);
  }
}
