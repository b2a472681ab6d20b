import { type ChildProcess, fork } from 'node:child_process';
import { z } from 'zod';
import type { Order } from './order.ts';

const answerSchema = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ done: z.boolean(), why: z.string().optional() }),
]);

export interface Worker {
  /** How the order ended; `died` where the process was killed meanwhile. It is started anew for the next. */
  carryOut(order: Order): Promise<Outcome>;
  kill(): void;
  stop(): void;
}

export type Outcome =
  | { readonly how: 'done' }
  | { readonly how: 'failed'; readonly why: string }
  | { readonly how: 'died' };

/** A process that is there when it is needed. */
export function createWorker(file: string, environment: NodeJS.ProcessEnv): Worker {
  let child: ChildProcess | undefined;
  let [stopped, isKilled] = [false, false];

  function started(): ChildProcess {
    if (child === undefined) {
      isKilled = false;
      child = fork(file, { env: environment, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    }
    return child;
  }
  const kill = () => {
    isKilled = true;
    child?.kill('SIGKILL');
  };

  return {
    kill,
    stop() {
      stopped = true;
      kill();
    },
    carryOut: (order) =>
      new Promise((resolve, reject) => {
        if (stopped) return resolve({ how: 'died' });
        const current = started();
        const onExit = () => {
          child = undefined;
          if (isKilled) resolve({ how: 'died' });
          else reject(new Error(`The worker ended by itself at ${order.kind}.`));
        };
        const onMessage = (message: unknown) => {
          const answer = answerSchema.parse(message);
          if ('ready' in answer) return;
          current.off('exit', onExit);
          current.off('message', onMessage);
          resolve(answer.done ? { how: 'done' } : { how: 'failed', why: answer.why ?? '' });
        };
        current.once('exit', onExit);
        current.on('message', onMessage);
        // Buffered by the channel until the process listens.
        current.send(order);
      }),
  };
}
