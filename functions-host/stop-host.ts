import { systemClock } from './host-clock.ts';
import type { HostLogger } from './host-log.ts';
import type { HttpServer } from './http-server.ts';
import type { Invocations } from './invocations.ts';
import type { StartedApp } from './start-app.ts';

export interface StopOptions {
  readonly http: HttpServer;
  /** The schedules and queue listeners; they end soon after `stopping`. */
  readonly listening: readonly Promise<void>[];
  readonly invocations: Invocations;
  readonly started: StartedApp;
  readonly stopping: AbortController;
  readonly abandoning: AbortController;
  readonly log: HostLogger;
  readonly timeoutMs: number;
}

/**
 * Ends the host: no new work, then up to `timeoutMs` of real time for what runs. What is left then is named in the log
 * and abandoned: its connections are cut, and its queue message returns when its invisibility ends, as after a crash.
 */
export async function stopHost(options: StopOptions): Promise<void> {
  const { http, invocations, stopping, abandoning, log } = options;
  stopping.abort();
  const finished = new AbortController();
  const work = Promise.all([http.close(), ...options.listening, invocations.idle()]).then(() => finished.abort());
  await Promise.race([work, systemClock.sleep(options.timeoutMs, finished.signal)]);
  if (!finished.signal.aborted) {
    const left = invocations.list().filter(({ status }) => status === 'running');
    const names = left.map(({ functionName, invocationId }) => `${functionName} (${invocationId})`);
    log('warning', `Stopping without waiting any longer for ${names.join(', ') || 'open connections'}.`);
    abandoning.abort();
    http.abandon();
  }
  await options.started.terminate();
}
