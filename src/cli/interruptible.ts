import { InterruptedError } from './errors.ts';
import type { Io } from './io.ts';

/** Ends waiting when a person interrupts: the work itself is left to the end of the process, since it only reads. */
export async function interruptible<T>({ interrupted }: Pick<Io, 'interrupted'>, work: Promise<T>): Promise<T> {
  if (interrupted.aborted) throw new InterruptedError('Interrupted.');
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = () => reject(new InterruptedError('Interrupted.'));
  interrupted.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    interrupted.removeEventListener('abort', stop);
  }
}

/** For a command that serves until a person ends it: ending it so is no error. */
export function untilInterrupted({ interrupted }: Pick<Io, 'interrupted'>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (interrupted.aborted) resolve();
  else interrupted.addEventListener('abort', () => resolve(), { once: true });
  // A pending promise alone does not keep a process alive; the server it waits beside does.
  return promise;
}
