import { getProgrammingModel, installFunctionsCore } from './functions-core.ts';
import type { HostClock } from './host-clock.ts';
import type { HostLog } from './host-log.ts';
import { listFunctions } from './hosted-functions.ts';
import { openStreamServer, type StreamServer } from './http-stream.ts';
import { findEntries, loadEntries, registrationsFor } from './load-app.ts';
import { applySettings, type Settings } from './process-settings.ts';
import { type RunningApp, runHooks } from './running-app.ts';

export interface AppOptions {
  readonly appDirectory: string;
  readonly entry: string | undefined;
  readonly settings: Settings;
  readonly log: HostLog;
  readonly clock: HostClock;
}

export interface StartedApp {
  readonly app: RunningApp;
  /** Present when the app asked for HTTP streams. */
  readonly streams: StreamServer | undefined;
  /** Runs appTerminate hooks, takes the host out of the process again and restores the environment. */
  terminate(): Promise<void>;
}

/**
 * Loads the app as the Node.js worker does: settings, entries, appStart hooks, capabilities; then registration ends.
 * Leaves the process as it was when the app cannot be started.
 */
export async function startApp(options: AppOptions): Promise<StartedApp> {
  const { log, clock } = options;
  const entries = await findEntries(options.appDirectory, options.entry);
  const { registrations, alreadyLoaded } = registrationsFor(entries);
  const systemLog = (level: Parameters<HostLog>[0]['level'], message: string) =>
    log({ time: clock.now(), level, category: 'system', message });

  const uninstall = installFunctionsCore({ registrations, log: systemLog });
  const restoreSettings = applySettings(options.settings);
  const leave = () => {
    uninstall();
    restoreSettings();
  };
  try {
    if (!alreadyLoaded) {
      await loadEntries(entries, registrations);
    }
    const model = getProgrammingModel();
    if (model === undefined) {
      throw new Error(
        'The app registered functions without a programming model. It needs @azure/functions 4 or later.',
      );
    }
    const functions = listFunctions(registrations);
    const appHookData = {};
    const { hooks } = registrations;
    await runHooks(hooks.appStart, { hookData: {}, appHookData, functionAppDirectory: options.appDirectory });
    const streams = await openStreamServer((capabilities) => model.getCapabilities(capabilities));
    registrations.functionsLocked = true;
    return {
      app: { functions, hooks, appHookData, model, log, now: () => clock.now() },
      streams,
      async terminate() {
        try {
          await runHooks(hooks.appTerminate, { hookData: {}, appHookData });
        } finally {
          await streams?.close();
          leave();
        }
      },
    };
  } catch (error) {
    leave();
    throw error;
  }
}
