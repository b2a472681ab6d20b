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

/**
 * For a command that serves until a person ends it: ending it so is no error. `ended`: that what serves has ended by itself, and why.
 * Rejects with that reason.
 */
export async function untilInterrupted(io: Pick<Io, 'interrupted'>, ended: Promise<Error | undefined>): Promise<void> {
  const reason = await Promise.race([interruption(io), ended]);
  if (reason !== undefined) throw reason;
}

function interruption({ interrupted }: Pick<Io, 'interrupted'>): Promise<undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  if (interrupted.aborted) resolve(undefined);
  else interrupted.addEventListener('abort', () => resolve(undefined), { once: true });
  // A pending promise alone does not keep a process alive; the server it waits beside does.
  return promise;
}
